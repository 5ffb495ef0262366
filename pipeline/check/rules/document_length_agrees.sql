-- rule: document_length_agrees
-- severity: critical
-- why: offsets count from the text that the document row describes
-- needs: texts
select 'documents' as table_name, document_id as record_id,
    'the text has ' || length(text) || ' characters, not ' || characters as problem
from documents join texts using (document_id)
where length(text) <> characters
