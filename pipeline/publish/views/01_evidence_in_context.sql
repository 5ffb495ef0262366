-- view: evidence_in_context
-- about: Every quotation with its sentence and its document: the sentence for any row, by record_id
select
    record_type, record_id, quote, sentence, document_id, coalesce(title, path) as document, publisher, url,
    published_from, published_to, start, "end", method, confidence, evidence_id
from evidence join documents using (document_id)
order by record_type, record_id, published_from nulls last, document_id, start, evidence_id
