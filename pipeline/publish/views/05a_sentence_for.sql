-- macro: sentence_for(id)
-- about: The sentences that state a record, by its id of this or an earlier release: from sentence_for('party:ukr')
-- question: 4. Which sentence says so?
-- ask: from sentence_for((select min(demand_id) from demands));
select words.*
from evidence_in_context as words
where record_id = coalesce((select new_id from id_redirects where old_id = id), id)
order by published_from nulls last, document_id, start, evidence_id
