-- rule: claimant_offers_offers
-- severity: warning
-- why: an offer is offered; demands, conditions and refusals are made
select 'stances' as table_name, stance_id as record_id, 'a demand of kind ' || kind || ' is ' || stance as problem
from stances join demands using (demand_id)
where (kind = 'offer' and stance = 'made') or (kind <> 'offer' and stance = 'offered')
