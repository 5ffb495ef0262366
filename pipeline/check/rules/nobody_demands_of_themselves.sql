-- rule: nobody_demands_of_themselves
-- severity: critical
-- why: a party that is claimant and addressee was read wrongly in one of the two
select distinct 'demands' as table_name, demand_id as record_id, party_id || ' demands it of itself' as problem
from demand_addressees join stances using (demand_id, party_id)
where stance in ('made', 'offered')
