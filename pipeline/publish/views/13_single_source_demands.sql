-- view: single_source_demands
-- about: Demands that rest on one document
select * from demand_ledger where documents = 1 order by demand_id
