-- rule: sentences_are_given
-- severity: warning
-- why: a quote without its sentence is hard to judge, where terms do not forbid it
select 'evidence' as table_name, evidence_id as record_id, 'the sentence is missing' as problem
from evidence join documents using (document_id)
where publish = 'sentences' and sentence is null
