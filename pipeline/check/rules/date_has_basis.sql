-- rule: date_has_basis
-- severity: critical
-- why: a resolved date says how it was resolved, and at which precision
select 'events' as table_name, event_id as record_id,
    case
        when date_start is null then 'there is no date, but an end, a precision or a basis of it'
        when date_basis is null then 'the date has no basis'
        when date_end is null or date_precision is null then 'the date lacks its last day or its precision'
        else 'the date is ' || date_basis || ', but no words of the text give it'
    end as problem
from events
where (date_start is null) <> (date_basis is null)
    or (date_start is null) <> (date_end is null)
    or (date_start is null) <> (date_precision is null)
    or (date_basis in ('explicit', 'relative') and date_text is null)
