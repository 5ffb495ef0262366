-- rule: redirects_lead_to_records
-- severity: critical
-- why: an id of an earlier release still leads to its record
with ids as (
    select record_id as id from record_ids
)
select 'id_redirects' as table_name, old_id as record_id,
    case
        when old_id in (select id from ids) then 'the old id is in use'
        else new_id || ' is no record'
    end as problem
from id_redirects
where old_id in (select id from ids) or new_id not in (select id from ids)
