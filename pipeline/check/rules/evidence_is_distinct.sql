-- rule: evidence_is_distinct
-- severity: critical
-- why: one passage counts once for one record
select 'evidence' as table_name, min(evidence_id) as record_id,
    count(*) || ' rows quote the same passage for ' || record_id as problem
from evidence
group by evidence.record_type, evidence.record_id, document_id, start, "end"
having count(*) > 1
