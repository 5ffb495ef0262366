-- view: demand_history
-- about: How a party's demand came back in a later document: the change, and the words before and after
-- question: 5. How did a demand change from one document to the next?
-- ask: select party, change, words_before, document_before, words_after, document_after from demand_history;
select
    parties.name as party, demands.issue, change, demands.summary as demand, later.summary as later_demand,
    before.quote as words_before, before.document as document_before, before.published_to as published_before,
    after.quote as words_after, after.document as document_after, after.published_from as published_after,
    before.sentence as sentence_before, after.sentence as sentence_after, demand_changes.demand_id, later_demand_id,
    demand_changes.party_id, before.document_id as document_id_before, after.document_id as document_id_after, change_id
from demand_changes
join parties using (party_id)
join demands using (demand_id)
left join demands as later on later.demand_id = later_demand_id
join evidence_in_context as before on before.evidence_id = earlier_evidence_id
join evidence_in_context as after on after.evidence_id = later_evidence_id
order by after.published_from, before.published_to, party, change_id
