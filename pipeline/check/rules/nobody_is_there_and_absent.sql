-- rule: nobody_is_there_and_absent
-- severity: warning
-- why: who is absent from an event does not take part in it
select distinct 'event_participants' as table_name, absent.participant_id as record_id,
    'absent from ' || absent.event_id || ' and ' || present.role || ' in it' as problem
from event_participants as absent join event_participants as present
    on absent.event_id = present.event_id
    and (absent.person_id = present.person_id
        or (absent.person_id is null and present.person_id is null and absent.party_id = present.party_id))
where absent.role = 'absent' and present.role <> 'absent'
