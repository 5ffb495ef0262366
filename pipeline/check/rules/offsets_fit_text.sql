-- rule: offsets_fit_text
-- severity: critical
-- why: what stands before a quote is counted right, too
-- needs: texts
with counted as (
    select evidence_id, utf16_start, byte_start, substr(text, 1, start) as before
    from evidence join texts using (document_id)
)
select 'evidence' as table_name, evidence_id as record_id,
    case
        when strlen(before) <> byte_start then 'the quote begins at byte ' || strlen(before)
        else 'the UTF-16 offset of its beginning is not that of the text'
    end as problem
from counted
where strlen(before) <> byte_start
    or length(before) + length(regexp_replace(before, '[^\x{10000}-\x{10FFFF}]', '', 'g')) <> utf16_start
