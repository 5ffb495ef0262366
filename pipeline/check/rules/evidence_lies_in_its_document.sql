-- rule: evidence_lies_in_its_document
-- severity: critical
-- why: an offset past the end of the document leads nowhere
select 'evidence' as table_name, evidence_id as record_id,
    'it ends at ' || greatest("end", sentence_end) || ', the document at ' || characters as problem
from evidence join documents using (document_id)
where greatest("end", sentence_end) > characters
