-- view: points_of_agreement
-- about: Unconditional demands that two parties or more make, accept or endorse, and that none rejects, criticises or counters
select
    demand_id, issue, summary, count(distinct party_id) as parties,
    string_agg(distinct name, '; ' order by name) as agreed_by
from stances join demands using (demand_id) join parties using (party_id)
where condition_text is null
    and stance in ('made', 'offered', 'accepted', 'fulfilled', 'endorsed')
    and demand_id not in (select demand_id from stances where stance in ('rejected', 'criticised', 'countered', 'withdrawn'))
group by demand_id, issue, summary
having count(distinct party_id) > 1
order by demand_id
