-- rule: nobody_rejects_their_own_demand
-- severity: warning
-- why: a party that makes and rejects one demand in one document was read wrongly
select distinct 'stances' as table_name, answer.stance_id as record_id,
    answer.party_id || ' ' || claim.stance || ' and rejected it in one document' as problem
from stances as answer join stances as claim using (demand_id, party_id, document_id)
where answer.stance = 'rejected' and claim.stance in ('made', 'offered')
