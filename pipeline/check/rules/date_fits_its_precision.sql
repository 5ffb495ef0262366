-- rule: date_fits_its_precision
-- severity: critical
-- why: an interval far shorter than the unit that the text gives is more precise than the text
with worded as (
    select *, date_end - date_start + 1 as days,
        regexp_matches(lower(date_text), '\b(earlier|later|this|rest|far|since|remaining|coming)\b') as part_of_a_unit
    from events where date_start <= date_end
)
select 'events' as table_name, event_id as record_id,
    'the precision is ' || date_precision || ', the interval has ' || days || ' days' as problem
from worded
where not coalesce(part_of_a_unit, false)
    and days < case date_precision
        when 'week' then 2 when 'month' then 7 when 'quarter' then 28 when 'year' then 28 when 'decade' then 365 else 1
    end
