-- view: who_rejected_what
-- about: Every rejection: by whom, of whose demand, when, and in which words; one sentence may reject many demands
-- question: 3. Who rejected what, when, and in which words?
-- ask: select rejected_by, claimants, summary, stance_date, published_to, quote, demands_in_these_words from who_rejected_what;
select
    parties.name as rejected_by, people.name as speaker, ledger.claimants, ledger.issue, ledger.summary, stance_date,
    words.quote, words.sentence, words.document, words.published_from, words.published_to, demand_id, stance_id,
    stances.document_id,
    count(distinct demand_id) over (partition by stances.party_id, words.document_id, words.start, words."end")
        as demands_in_these_words
from stances
join parties using (party_id)
join demand_ledger as ledger using (demand_id)
left join people using (person_id)
left join first_evidence as words on words.record_type = 'stance' and words.record_id = stance_id
where stance = 'rejected'
order by demand_id, stance_id
