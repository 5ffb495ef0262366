-- view: event_timeline
-- about: Events in order of their dates, with how precise and how sure each is; undated events come last
with taking_part as (
    select
        event_id,
        string_agg(distinct coalesce(people.name, parties.name), '; ' order by coalesce(people.name, parties.name))
            filter (role <> 'absent') as participants,
        string_agg(distinct coalesce(people.name, parties.name), '; ' order by coalesce(people.name, parties.name))
            filter (role = 'absent') as left_out
    from event_participants left join parties using (party_id) left join people using (person_id)
    group by event_id
)
select
    date_start, date_end, date_precision, date_basis, date_text, status, event_type, label, summary,
    places.name as place, participants, left_out, quote, sentence, document, event_id
from events
left join places using (place_id)
left join taking_part using (event_id)
left join first_evidence on record_type = 'event' and record_id = event_id
order by date_start nulls last, date_end, event_id
