-- view: first_evidence
-- about: The first quotation of every record: of the earliest document, and there the first in the text
select * exclude (place)
from (
    select *, row_number() over (
        partition by record_type, record_id
        order by published_from nulls last, document_id, start, "end", evidence_id
    ) as place
    from evidence_in_context
)
where place = 1
order by record_type, record_id
