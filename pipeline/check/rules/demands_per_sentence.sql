-- rule: demands_per_sentence
-- severity: warning
-- why: a sentence that gives more than 8 demands was cut into pieces wrongly
select 'evidence' as table_name, document_id || ' from ' || sentence_start as record_id,
    count(distinct evidence.record_id) || ' demands in one sentence' as problem
from evidence where record_type = 'demand'
group by document_id, sentence_start
having count(distinct evidence.record_id) > 8
