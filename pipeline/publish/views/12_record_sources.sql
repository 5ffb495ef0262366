-- view: record_sources
-- about: For every record: how many documents state it, how many independent sources (copies of one story count once), when it was first and last published
select
    record_type, record_id, count(distinct document_id) as documents, count(distinct text_cluster) as sources,
    count(*) as quotations, min(published_from) as first_published, max(published_to) as last_published,
    count(distinct document_id) filter (published_from is null) as undated_documents
from evidence join documents using (document_id)
group by record_type, record_id
order by record_type, record_id
