-- rule: stances_are_distinct
-- severity: critical
-- why: one stance of one party in one document is one row
select 'stances' as table_name, min(stance_id) as record_id,
    count(*) || ' rows say that ' || party_id || ' ' || stance || ' ' || demand_id as problem
from stances
group by demand_id, party_id, person_id, stance, document_id, stance_date
having count(*) > 1
