-- rule: events_per_sentence
-- severity: warning
-- why: a sentence that gives more than 6 events was cut into pieces wrongly
select 'evidence' as table_name, document_id || ' from ' || sentence_start as record_id,
    count(distinct evidence.record_id) || ' events in one sentence' as problem
from evidence where record_type = 'event'
group by document_id, sentence_start
having count(distinct evidence.record_id) > 6
