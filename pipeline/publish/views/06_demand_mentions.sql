-- view: demand_mentions
-- about: How each demand is worded in each document, in order of publication
-- question: 5. How did a demand change from one document to the next?
-- ask: from demand_mentions;
select
    demand_id, claimants, demand_ledger.summary, words.published_from, words.published_to, words.document_id,
    words.document, words.quote, words.sentence, words.evidence_id
from demand_ledger
join evidence_in_context as words on words.record_type = 'demand' and words.record_id = demand_id
order by demand_id, words.published_from nulls last, words.document_id, words.start, words.evidence_id
