-- rule: date_in_order
-- severity: critical
-- why: an interval begins before it ends
select 'events' as table_name, event_id as record_id, date_start || ' is after ' || date_end as problem
from events where date_start > date_end
