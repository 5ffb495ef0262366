-- rule: date_no_longer_than_its_precision
-- severity: warning
-- why: a date known to the day that runs over weeks was read wrongly, unless the text names both ends
select 'events' as table_name, event_id as record_id,
    'the text says ' || coalesce(date_text, 'nothing') || ', the precision is ' || date_precision || ', the interval has '
    || (date_end - date_start + 1) || ' days' as problem
from events
where date_end - date_start + 1 > case date_precision when 'day' then 7 when 'week' then 31 when 'month' then 186 end
    and not coalesce(regexp_matches(lower(date_text), '\b(to|until|till|through|and|between|since|from)\b|[-–—/]'), false)
