-- rule: summaries_are_plain
-- severity: warning
-- why: a summary is one plain sentence without markup, line breaks or two stops at its end
select table_name, record_id, 'the summary reads: ' || summary as problem
from (
    select 'demands' as table_name, demand_id as record_id, summary from demands
    union all select 'events', event_id, summary from events
)
where regexp_matches(summary, '<[A-Za-z/!]|[\r\n\t]|  |[*_]{2}|\[[^\]]*\]\(')
    or regexp_matches(summary, '[.!?]["”’'']?[.]$')
