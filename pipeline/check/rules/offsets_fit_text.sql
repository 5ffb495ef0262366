-- rule: offsets_fit_text
-- severity: critical
-- why: what stands before a quote is counted right, too
-- needs: texts
with read as (
    -- most texts have letters of one kind, and then there is little to count
    select document_id, text, length(text) as letters, strlen(text) = length(text) as is_ascii,
        regexp_matches(text, '[\x{10000}-\x{10FFFF}]') as is_astral
    from texts
), counted as (
    select evidence_id, utf16_start, byte_start,
        case when is_ascii then least(start, letters) else strlen(substr(text, 1, start)) end as bytes_before,
        least(start, letters) + case
            when is_astral then length(regexp_replace(substr(text, 1, start), '[^\x{10000}-\x{10FFFF}]', '', 'g')) else 0
        end as units_before
    from evidence join read using (document_id)
)
select 'evidence' as table_name, evidence_id as record_id,
    case
        when bytes_before <> byte_start then 'the quote begins at byte ' || bytes_before
        else 'the UTF-16 offset of its beginning is not that of the text'
    end as problem
from counted
where bytes_before <> byte_start or units_before <> utf16_start
