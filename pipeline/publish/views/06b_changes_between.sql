-- macro: changes_between(earlier, later)
-- about: What became of the demands of one document in another, by their document ids: from changes_between('may-talks', 'june-talks')
-- question: 5. How did a demand change from one document to the next?
-- ask: from changes_between((select min(document_id_before) from demand_history), (select max(document_id_after) from demand_history));
select * from demand_history
where document_id_before = earlier and document_id_after = later
order by party, change_id
