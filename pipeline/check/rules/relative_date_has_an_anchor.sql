-- rule: relative_date_has_an_anchor
-- severity: warning
-- why: a date relative to the publication needs a publication date
select distinct 'events' as table_name, event_id as record_id, 'no document that states it has a publication date' as problem
from events
where date_basis in ('relative', 'document') and not exists (
    from evidence join documents using (document_id)
    where record_type = 'event' and evidence.record_id = event_id and published_from is not null
)
