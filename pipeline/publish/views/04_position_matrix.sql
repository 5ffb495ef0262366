-- view: position_matrix
-- about: Issue by party: what each party wants, offers, accepts and rejects; pivot it on party for a grid
with positions as (
    select issue, party_id, name as party, demand_id, stance, rtrim(summary, '.') as demand
    from stances join demands using (demand_id) join parties using (party_id)
)
select
    issue, party_id, party,
    count(distinct demand_id) filter (stance in ('made', 'offered')) as claims,
    string_agg(distinct demand, '; ' order by demand) filter (stance = 'made') as wants,
    string_agg(distinct demand, '; ' order by demand) filter (stance = 'offered') as offers,
    string_agg(distinct demand, '; ' order by demand) filter (
        stance in ('accepted', 'accepted_conditionally', 'fulfilled', 'endorsed')
    ) as accepts,
    string_agg(distinct demand, '; ' order by demand) filter (stance in ('rejected', 'criticised')) as rejects
from positions
group by issue, party_id, party
order by issue, party_id
