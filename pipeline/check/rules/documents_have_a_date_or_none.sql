-- rule: documents_have_a_date_or_none
-- severity: critical
-- why: a publication date is an interval with a basis, or it is unknown
select 'documents' as table_name, document_id as record_id,
    case
        when published_from > published_to then 'published_from is after published_to'
        else 'published_from, published_to and published_basis are not given together'
    end as problem
from documents
where published_from > published_to
    or (published_from is null) <> (published_to is null)
    or (published_from is null) <> (published_basis is null)
