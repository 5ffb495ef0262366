-- rule: quote_equals_text
-- severity: critical
-- why: a quote is exactly what the document says
-- needs: texts
select 'evidence' as table_name, evidence_id as record_id,
    case
        when substr(text, start + 1, "end" - start) <> quote then 'the text reads otherwise: '
            || substr(text, start + 1, least("end" - start, 60))
        else 'the sentence reads otherwise in the text'
    end as problem
from evidence join texts using (document_id)
where substr(text, start + 1, "end" - start) <> quote
    or substr(text, sentence_start + 1, sentence_end - sentence_start) <> sentence
