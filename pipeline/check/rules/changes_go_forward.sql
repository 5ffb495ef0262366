-- rule: changes_go_forward
-- severity: critical
-- why: a change leads from the words of one text to those of a text that was surely published later
with stated as (
    select evidence_id, document_id, published_from, published_to, text_cluster, record_id,
        coalesce(stances.demand_id, record_id) as demand_id
    from evidence
    join documents using (document_id)
    left join stances on record_type = 'stance' and stance_id = record_id
    where record_type in ('demand', 'stance')
)
select 'demand_changes' as table_name, change_id as record_id,
    case
        when before.evidence_id is null or after.evidence_id is null then 'its words do not state its demands'
        when before.published_to is null or after.published_from is null then 'a text has no date'
        when before.published_to >= after.published_from
            then before.document_id || ' (' || before.published_to || ') is not earlier than ' || after.document_id
                || ' (' || after.published_from || ')'
        when before.text_cluster = after.text_cluster then 'both texts are copies of ' || before.text_cluster
        when change = 'dropped' then 'it is dropped in words that withdraw nothing'
        else later_demand_id || ' is the demand itself'
    end as problem
from demand_changes
left join stated as before
    on before.evidence_id = earlier_evidence_id and before.record_id = demand_changes.demand_id
left join stated as after
    on after.evidence_id = later_evidence_id and after.demand_id = coalesce(later_demand_id, demand_changes.demand_id)
where not coalesce(before.published_to < after.published_from and before.text_cluster <> after.text_cluster, false)
    or later_demand_id = demand_changes.demand_id
    or (change = 'dropped') <> (after.record_id in (select stance_id from stances where stance = 'withdrawn'))
