-- view: demand_ledger
-- about: One row a demand: who demands it of whom, where it stands, who accepted or rejected it, and the words that say so
with answers as (
    select
        demand_id,
        string_agg(distinct name, '; ' order by name) filter (stance in ('made', 'offered')) as claimants,
        string_agg(distinct name, '; ' order by name) filter (
            stance in ('accepted', 'accepted_conditionally', 'fulfilled')
        ) as accepted_by,
        string_agg(distinct name, '; ' order by name) filter (stance = 'rejected') as rejected_by
    from stances join parties using (party_id)
    group by demand_id
),
asked as (
    select demand_id, string_agg(distinct name, '; ' order by name) as addressees
    from demand_addressees join parties using (party_id)
    group by demand_id
),
told as (
    select record_id as demand_id, count(distinct document_id) as documents, count(distinct text_cluster) as sources
    from evidence join documents using (document_id)
    where record_type = 'demand'
    group by record_id
)
select
    demand_id, claimants, addressees, kind, issue, summary, content, condition_text, status, accepted_by, rejected_by,
    quote, sentence, document_id, document, published_from, published_to, coalesce(documents, 0) as documents,
    coalesce(sources, 0) as sources
from demands
left join answers using (demand_id)
left join asked using (demand_id)
left join told using (demand_id)
left join (
    select record_id as demand_id, quote, sentence, document_id, document, published_from, published_to
    from first_evidence where record_type = 'demand'
) as first using (demand_id)
order by demand_id
