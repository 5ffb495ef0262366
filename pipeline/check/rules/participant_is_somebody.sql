-- rule: participant_is_somebody
-- severity: critical
-- why: a participation without a party or a person says nothing
select 'event_participants' as table_name, participant_id as record_id, 'neither a party nor a person' as problem
from event_participants where party_id is null and person_id is null
