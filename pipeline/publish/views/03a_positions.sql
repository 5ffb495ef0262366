-- view: positions
-- about: One row a party and demand of its own: what it wants, offers or refuses, on what condition, and whether it still stands
-- question: 1. What does each side want on an issue?
-- ask: select party, kind, demand, condition_text, stands, quote, document from positions where issue = 'sanctions';
with own as (
    select
        demand_id, party_id,
        row_number() over (
            partition by demand_id, party_id
            order by coalesce(stance_date, published_to) desc nulls last, stances.document_id desc,
                stance = 'withdrawn' desc, stance_id
        ) as from_last,
        stance
    from stances join documents using (document_id)
    where stance in ('made', 'offered', 'withdrawn')
),
claims as (select distinct demand_id, party_id from stances where stance in ('made', 'offered'))
select
    ledger.issue, claims.party_id, parties.name as party, ledger.kind, rtrim(ledger.summary, '.') as demand,
    ledger.condition_text, ledger.addressees, ledger.status,
    own.stance <> 'withdrawn' and ledger.status not in ('withdrawn', 'fulfilled') as stands,
    ledger.quote, ledger.sentence, ledger.document, ledger.published_from, ledger.published_to, demand_id
from claims
join own using (demand_id, party_id)
join demand_ledger as ledger using (demand_id)
join parties using (party_id)
where own.from_last = 1
order by ledger.issue, claims.party_id, demand_id
