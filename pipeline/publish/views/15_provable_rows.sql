-- view: provable_rows
-- about: For every table: how many rows it has, and how many of them are stated by a quotation of the right length in its sentence
-- question: 15. Is every row provable?
-- ask: from provable_rows;
with quoted as (
    select distinct record_type, record_id
    from evidence
    where length(quote) = "end" - start
        and start >= sentence_start and "end" <= sentence_end
        and (sentence is null or substr(sentence, start - sentence_start + 1, "end" - start) = quote)
),
records as (
    select 'parties' as table_name, 'party' as record_type, party_id as record_id from parties
    union all select 'people', 'person', person_id from people
    union all select 'roles', 'role', role_id from roles
    union all select 'places', 'place', place_id from places
    union all select 'demands', 'demand', demand_id from demands
    union all select 'stances', 'stance', stance_id from stances
    union all select 'events', 'event', event_id from events
)
select
    table_name, count(*) as all_rows, count(quoted.record_id) as provable,
    count(*) - count(quoted.record_id) as not_provable
from records left join quoted using (record_type, record_id)
group by table_name
order by table_name
