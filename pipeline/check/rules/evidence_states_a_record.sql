-- rule: evidence_states_a_record
-- severity: critical
-- why: evidence for a record that does not exist proves nothing
select 'evidence' as table_name, evidence_id as record_id, 'there is no ' || record_type || ' ' || record_id as problem
from evidence anti join record_ids using (record_type, record_id)
