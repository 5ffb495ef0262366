-- rule: weekday_agrees
-- severity: critical
-- why: a weekday in the text that is not the weekday of the date means a wrong date
with named as (
    select event_id, date_start, date_text,
        regexp_extract(lower(date_text), '\b(mon|tues|wednes|thurs|fri|satur|sun)day', 1) as weekday
    from events
    where date_precision = 'day' and not regexp_matches(lower(date_text), '\b(after|before|following|eve of)\b')
)
select 'events' as table_name, event_id as record_id,
    date_start || ' is a ' || strftime(date_start, '%A') || ', the text says ' || date_text as problem
from named
where weekday <> '' and lower(strftime(date_start, '%A')) <> weekday || 'day'
