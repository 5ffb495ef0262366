-- view: unanswered_demands
-- about: Demands and offers that no party is known to have answered
select *
from demand_ledger
anti join (select demand_id from stances where stance not in ('made', 'offered', 'endorsed')) using (demand_id)
order by demand_id
