-- rule: document_counts_agree
-- severity: warning
-- why: counts that contradict the evidence were made from another text
with quoted as (
    select document_id, count(distinct sentence_start) as sentences_quoted
    from evidence group by document_id
)
select 'documents' as table_name, document_id as record_id,
    case
        when words > characters then 'more words than characters'
        when sentences > words then 'more sentences than words'
        else 'evidence comes from ' || sentences_quoted || ' sentences, the document has ' || sentences
    end as problem
from documents left join quoted using (document_id)
where words > characters or sentences > words or sentences_quoted > sentences
