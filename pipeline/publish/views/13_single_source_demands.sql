-- view: single_source_demands
-- about: Demands that rest on one source, however many copies of its text there are
-- question: 12. What rests on one source?
-- ask: select claimants, summary, documents, document, quote from single_source_demands;
-- ask: select record_type, count(*) filter (sources = 1) as on_one_source, count(*) as records from record_sources group by record_type order by record_type;
select * from demand_ledger where sources = 1 order by demand_id
