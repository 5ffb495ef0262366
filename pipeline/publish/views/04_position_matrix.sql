-- view: position_matrix
-- about: Issue by party: what each party wants, offers, refuses, accepts and rejects; what it took back is left out
-- question: 2. Which party holds which position on which issue?
-- ask: select issue, party, wants, offers, refuses, accepts, accepts_conditionally, rejects from position_matrix;
-- ask: pivot (select issue, party, wants from position_matrix) on party using first(wants) group by issue order by issue;
with own as (
    select
        issue, party_id, party, demand_id,
        case kind when 'offer' then 'offers' when 'refusal' then 'refuses' else 'wants' end as position, demand
    from positions where stands
),
-- the last that each party says to a demand of another
answers as (
    select
        issue, party_id, name as party, demand_id, stance, rtrim(summary, '.') as demand,
        row_number() over (
            partition by demand_id, party_id
            order by coalesce(stance_date, published_to) desc nulls last, stances.document_id desc, stance_id desc
        ) as from_last
    from stances
    join demands using (demand_id) join parties using (party_id) join documents using (document_id)
    where stance in ('accepted', 'accepted_conditionally', 'fulfilled', 'endorsed', 'rejected', 'criticised')
),
held as (
    select * from own
    union all
    select
        issue, party_id, party, demand_id,
        case when stance = 'accepted_conditionally' then 'accepts_conditionally'
            when stance in ('rejected', 'criticised') then 'rejects'
            else 'accepts' end,
        demand
    from answers where from_last = 1
)
select
    issue, party_id, party,
    count(distinct demand_id) filter (position in ('wants', 'offers', 'refuses')) as claims,
    string_agg(distinct demand, '; ' order by demand) filter (position = 'wants') as wants,
    string_agg(distinct demand, '; ' order by demand) filter (position = 'offers') as offers,
    string_agg(distinct demand, '; ' order by demand) filter (position = 'refuses') as refuses,
    string_agg(distinct demand, '; ' order by demand) filter (position = 'accepts') as accepts,
    string_agg(distinct demand, '; ' order by demand) filter (position = 'accepts_conditionally')
        as accepts_conditionally,
    string_agg(distinct demand, '; ' order by demand) filter (position = 'rejects') as rejects
from held
group by issue, party_id, party
order by issue, party_id
