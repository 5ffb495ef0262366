-- rule: offsets_agree
-- severity: critical
-- why: programs that count in UTF-16 units or bytes find the same quote
with counted as (
    select *, case
            when strlen(quote) = length(quote) then 0
            else length(regexp_replace(quote, '[^\x{10000}-\x{10FFFF}]', '', 'g'))
        end as astral
    from evidence
)
select 'evidence' as table_name, evidence_id as record_id,
    case
        when byte_end - byte_start <> strlen(quote) then 'the byte offsets do not fit the quote'
        when utf16_end - utf16_start <> length(quote) + astral then 'the UTF-16 offsets do not fit the quote'
        else 'the offsets are in no order: code points, UTF-16 units, bytes'
    end as problem
from counted
where byte_end - byte_start <> strlen(quote)
    or utf16_end - utf16_start <> length(quote) + astral
    or utf16_start not between start and byte_start
