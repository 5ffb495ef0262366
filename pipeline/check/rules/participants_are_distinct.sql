-- rule: participants_are_distinct
-- severity: critical
-- why: one participation is one row
select 'event_participants' as table_name, min(participant_id) as record_id,
    count(*) || ' rows for one ' || role || ' of ' || event_id as problem
from event_participants
group by event_id, party_id, person_id, role
having count(*) > 1
