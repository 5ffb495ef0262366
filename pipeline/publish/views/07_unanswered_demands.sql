-- view: unanswered_demands
-- about: Demands and offers that stand and that no other party is known to have answered; support of a third party is no answer, and what parties promise jointly waits for none
-- question: 6. Which demands has nobody answered?
-- ask: select claimants, addressees, kind, summary, quote, document from unanswered_demands;
select *
from demand_ledger
anti join (
    select demand_id from stances
    where stance not in ('made', 'offered', 'withdrawn')
        and (stance <> 'endorsed' or (demand_id, party_id) in (select (demand_id, party_id) from demand_addressees))
) using (demand_id)
where status <> 'withdrawn' and kind <> 'refusal'
    and not (kind = 'offer' and addressees is null and demand_id in (
        select demand_id from stances where stance = 'offered' group by demand_id having count(distinct party_id) > 1
    ))
order by demand_id
