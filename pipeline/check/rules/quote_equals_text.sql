-- rule: quote_equals_text
-- severity: critical
-- why: a quote is exactly what the document says
-- needs: texts
with sentences as (
    -- many quotes stand in one sentence: it is looked up in the text once
    select document_id, sentence_start, sentence_end, sentence,
        substr(text, sentence_start + 1, sentence_end - sentence_start) = sentence as is_right
    from (
        select distinct document_id, sentence_start, sentence_end, sentence from evidence where sentence is not null
    ) join texts using (document_id)
), unsure as (
    select evidence.*
    from evidence left join sentences using (document_id, sentence_start, sentence_end, sentence)
    where is_right is not true or start < sentence_start or "end" > sentence_end
        or substr(sentence, start - sentence_start + 1, "end" - start) <> quote
)
select 'evidence' as table_name, evidence_id as record_id,
    case
        when substr(text, start + 1, "end" - start) <> quote then 'the text reads otherwise: '
            || substr(text, start + 1, least("end" - start, 60))
        else 'the sentence reads otherwise in the text'
    end as problem
from unsure join texts using (document_id)
where substr(text, start + 1, "end" - start) <> quote
    or substr(text, sentence_start + 1, sentence_end - sentence_start) <> sentence
