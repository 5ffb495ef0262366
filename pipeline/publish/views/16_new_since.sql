-- macro: new_since(day)
-- about: Demands first published after a day: from new_since(date '2025-08-01')
select demand_ledger.*
from demand_ledger join record_sources on record_type = 'demand' and record_id = demand_id
where first_published > day
order by first_published, demand_id
