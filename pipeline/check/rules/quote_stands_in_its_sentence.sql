-- rule: quote_stands_in_its_sentence
-- severity: critical
-- why: the sentence is what a reader checks the quote against
select 'evidence' as table_name, evidence_id as record_id,
    case
        when start < sentence_start or "end" > sentence_end then 'the quote lies outside its sentence'
        when length(sentence) <> sentence_end - sentence_start then 'the sentence does not fit its offsets'
        else 'the sentence reads otherwise at the place of the quote'
    end as problem
from evidence
where start < sentence_start or "end" > sentence_end
    or length(sentence) <> sentence_end - sentence_start
    or substr(sentence, start - sentence_start + 1, "end" - start) <> quote
