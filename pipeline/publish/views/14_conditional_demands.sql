-- view: conditional_demands
-- about: Demands and offers that the text ties to a condition, and the condition
-- question: 13. Which demands are conditional, and on what?
-- ask: select claimants, kind, summary, condition_text, quote from conditional_demands;
select condition_text, * exclude (condition_text)
from demand_ledger
where condition_text is not null or kind = 'condition'
order by demand_id
