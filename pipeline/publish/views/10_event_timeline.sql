-- view: event_timeline
-- about: Events in order of their dates, with how precise and how sure each is and how reports of it changed; undated events come last
-- question: 10. What happened or is planned, in order of time, how precisely is it dated and how sure is it?
-- ask: select date_start, date_end, date_precision, status, summary, participants, place, quote from event_timeline;
with taking_part as (
    select
        event_id,
        string_agg(distinct coalesce(people.name, parties.name), '; ' order by coalesce(people.name, parties.name))
            filter (role <> 'absent') as participants,
        string_agg(distinct coalesce(people.name, parties.name), '; ' order by coalesce(people.name, parties.name))
            filter (role = 'absent') as left_out
    from event_participants left join parties using (party_id) left join people using (person_id)
    group by event_id
),
reported as (
    select
        event_id,
        string_agg(
            reported_status || coalesce(' (' || published_to || ')', ''), ', ' order by published_to nulls last, document_id
        ) as reports
    from event_reports join documents using (document_id)
    group by event_id
)
select
    date_start, date_end, date_precision, date_basis, date_text, status, event_type, label, summary,
    places.name as place, participants, left_out, reports, quote, sentence, document, event_id
from events
left join places using (place_id)
left join taking_part using (event_id)
left join reported using (event_id)
left join first_evidence on record_type = 'event' and record_id = event_id
order by date_start nulls last, date_end, event_id
