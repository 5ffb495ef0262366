-- macro: news_since(day)
-- about: Demands, answers and events that no dated text stated on or before a day, and what became of older demands: from news_since(date '2025-08-01')
-- question: 14. What is new since a date?
-- ask: from news_since(date '2025-01-01');
with said as (
    select 'demand' as record_type, demand_id as record_id, summary as said from demands
    union all
    select 'stance', stance_id, name || ' ' || replace(stance, '_', ' ') || ': ' || summary
    from stances join parties using (party_id) join demands using (demand_id)
    where stance not in ('made', 'offered')
    union all
    select 'event', event_id, summary || ' (' || status || ')' from events
)
select record_type, record_id, said, first_published, quote, document, undated_documents
from said
join record_sources using (record_type, record_id)
join first_evidence using (record_type, record_id)
where first_published > day
union all
select 'change', change_id, party || ' ' || change || ': ' || demand, published_after, words_after, document_after, 0
from demand_history
where published_after > day
order by first_published, record_type, record_id
