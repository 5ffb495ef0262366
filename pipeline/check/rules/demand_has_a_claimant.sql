-- rule: demand_has_a_claimant
-- severity: critical
-- why: a demand that nobody makes is no demand
select 'demands' as table_name, demand_id as record_id, 'no party made or offered it' as problem
from demands anti join (select demand_id from stances where stance in ('made', 'offered')) using (demand_id)
