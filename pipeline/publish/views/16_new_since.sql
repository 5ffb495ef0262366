-- macro: new_since(day)
-- about: Demands that no dated text stated on or before a day: from new_since(date '2025-08-01'); what only undated texts state is never new
-- question: 14. What is new since a date?
-- ask: select summary, status, quote, document, published_from from new_since(date '2025-01-01');
select demand_ledger.*
from demand_ledger join record_sources on record_type = 'demand' and record_id = demand_id
where first_published > day
order by first_published, demand_id
