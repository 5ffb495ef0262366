-- rule: sentences_as_terms_allow
-- severity: critical
-- why: a text whose terms allow quotes only is not republished sentence by sentence
select 'evidence' as table_name, evidence_id as record_id,
    'the terms of ' || document_id || ' allow quotes only' as problem
from evidence join documents using (document_id)
where publish = 'quotes' and sentence is not null
