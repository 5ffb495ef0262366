-- view: event_attendance
-- about: Who takes part in each event, in which role, and who is said to be left out
-- question: 11. Who takes part, and who is left out?
-- ask: select label, status, date_start, party, person, role, left_out from event_attendance;
select
    event_id, label, events.summary, events.status, date_start, event_participants.role, parties.name as party,
    people.name as person, event_participants.role = 'absent' as left_out
from event_participants
join events using (event_id)
left join parties using (party_id)
left join people using (person_id)
order by event_id, event_participants.role, party, person
