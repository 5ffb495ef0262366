-- rule: quote_has_its_length
-- severity: critical
-- why: offsets that do not fit the quote lead a reader to other words
select 'evidence' as table_name, evidence_id as record_id,
    'the quote has ' || length(quote) || ' characters, start to end are ' || ("end" - start) as problem
from evidence where length(quote) <> "end" - start
