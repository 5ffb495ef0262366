-- rule: every_record_has_evidence
-- severity: critical
-- why: a row that cannot be quoted is not published
select table_name, record_id, 'no evidence states it' as problem
from record_ids anti join evidence using (record_type, record_id)
