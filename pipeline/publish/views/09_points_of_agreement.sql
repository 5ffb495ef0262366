-- view: points_of_agreement
-- about: Acts that two parties or more want, offer, accept or endorse without a condition, in the same amount, of the same party, and that none of them rejects
-- question: 8. On which points do parties agree?
-- ask: select issue, act, agreed_by, demands from points_of_agreement;
with amounts as (
    select demand_id, string_agg(concat_ws(' ', low, high, unit), '; ' order by low, high, unit) as amount
    from demand_quantities group by demand_id
),
-- who is to do it: the party that offers it, or the parties that are asked
doers as (
    select demand_id, string_agg(distinct party_id, ' ' order by party_id) as doer
    from (
        select demand_id, party_id from demand_addressees join demands using (demand_id) where kind <> 'offer'
        union all
        select demand_id, party_id from positions where kind = 'offer'
    )
    group by demand_id
),
-- a refusal, what was withdrawn, and what is tied to a condition agree with nothing
acts as (
    select demand_id, issue, coalesce(act, lower(content)) as act, coalesce(amount, '') as amount, doer, summary
    from demands left join amounts using (demand_id) left join doers using (demand_id)
    where condition_text is null and kind in ('demand', 'offer') and status <> 'withdrawn'
        and demand_id not in (
            select demand_id from stances
            where stance in ('rejected', 'criticised', 'countered', 'accepted_conditionally')
        )
),
held as (
    select acts.*, party_id, name
    from acts join stances using (demand_id) join parties using (party_id)
    where stance in ('accepted', 'fulfilled', 'endorsed')
        or (demand_id, party_id) in (select (demand_id, party_id) from positions where stands)
),
-- a demand of nobody in particular joins the others of its act only where they all are of one party
shared as (
    select *,
        case when count(distinct doer) over (partition by issue, act, amount) <= 1 then '' else coalesce(doer, demand_id) end
            as apart
    from held
)
select
    issue, act, any_value(summary order by demand_id) as summary, count(distinct party_id) as parties,
    string_agg(distinct name, '; ' order by name) as agreed_by,
    string_agg(distinct demand_id, '; ' order by demand_id) as demands, min(demand_id) as demand_id
from shared
group by issue, act, amount, apart
having count(distinct party_id) > 1
order by issue, act, min(demand_id)
