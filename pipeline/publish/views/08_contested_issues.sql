-- view: contested_issues
-- about: Issues on which two parties that address or answer each other both have demands or offers of their own
with claims as (
    select distinct demand_id, issue, party_id, name as party, rtrim(summary, '.') as demand
    from stances join demands using (demand_id) join parties using (party_id)
    where stance in ('made', 'offered')
),
facing as (
    select claims.party_id, addressee.party_id as other_id
    from claims join demand_addressees as addressee using (demand_id)
    union
    select claims.party_id, answer.party_id
    from claims join stances as answer using (demand_id)
    where answer.stance not in ('made', 'offered', 'endorsed') and answer.party_id <> claims.party_id
),
pairs as (
    select distinct least(party_id, other_id) as one_id, greatest(party_id, other_id) as other_id from facing
)
select
    one.issue, one.party as party, other.party as other_party,
    string_agg(distinct one.demand, '; ' order by one.demand) as party_wants,
    string_agg(distinct other.demand, '; ' order by other.demand) as other_party_wants,
    one_id as party_id, other_id as other_party_id
from pairs
join claims as one on one.party_id = one_id
join claims as other on other.party_id = other_id and other.issue = one.issue and other.demand_id <> one.demand_id
group by one.issue, one.party, other.party, one_id, other_id
order by one.issue, one_id, other_id
