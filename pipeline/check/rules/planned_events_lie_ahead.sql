-- rule: planned_events_lie_ahead
-- severity: warning
-- why: an event that was over before any text that plans it has a wrong date or status
with told as (
    select evidence.record_id as event_id, min(published_from) as first_told, max(published_to) as last_told
    from evidence join documents using (document_id)
    where record_type = 'event' group by all
)
select 'events' as table_name, event_id as record_id,
    status || ' on ' || date_start || ', told from ' || first_told || ' to ' || last_told as problem
from events join told using (event_id)
where (status = 'planned' and date_end < first_told) or (status = 'occurred' and date_start > last_told)
