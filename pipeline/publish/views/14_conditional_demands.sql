-- view: conditional_demands
-- about: Demands and offers that the text ties to a condition, and the condition
select condition_text, * exclude (condition_text)
from demand_ledger
where condition_text is not null or kind = 'condition'
order by demand_id
