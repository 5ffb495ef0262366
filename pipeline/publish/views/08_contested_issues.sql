-- view: contested_issues
-- about: Issues on which two parties that address or answer each other both have demands of their own that stand; what they want jointly is left out
-- question: 7. Which issues are contested?
-- ask: select issue, party, party_wants, other_party, other_party_wants from contested_issues;
with claims as (select * from positions where stands),
facing as (
    select claims.party_id, addressee.party_id as other_id
    from claims join demand_addressees as addressee using (demand_id)
    union
    select claims.party_id, answer.party_id
    from claims join stances as answer using (demand_id)
    where answer.stance not in ('made', 'offered', 'endorsed') and answer.party_id <> claims.party_id
),
pairs as (
    select distinct least(party_id, other_id) as one_id, greatest(party_id, other_id) as other_id
    from facing where party_id <> other_id
)
select
    one.issue, one.party as party, other.party as other_party,
    string_agg(distinct one.demand, '; ' order by one.demand) as party_wants,
    string_agg(distinct other.demand, '; ' order by other.demand) as other_party_wants,
    one_id as party_id, other_id as other_party_id
from pairs
join claims as one on one.party_id = one_id
join claims as other on other.party_id = other_id and other.issue = one.issue
where (one.demand_id, other_id) not in (select (demand_id, party_id) from claims)
    and (other.demand_id, one_id) not in (select (demand_id, party_id) from claims)
group by one.issue, one.party, other.party, one_id, other_id
order by one.issue, one_id, other_id
