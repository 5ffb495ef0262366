-- rule: mapped_codes_exist
-- severity: critical
-- why: a mapping for a code that no vocabulary has leads nowhere
with codes as (
    select 'issues' as vocabulary, code from issues
    union all select 'party_types', code from party_types
    union all select 'event_types', code from event_types
    union all select 'stance_types', code from stance_types
)
select 'code_mappings' as table_name, concat_ws(' ', vocabulary, code, scheme, outside_code) as record_id,
    vocabulary || ' has no code ' || code as problem
from code_mappings anti join codes using (vocabulary, code)
