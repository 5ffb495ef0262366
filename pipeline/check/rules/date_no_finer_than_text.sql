-- rule: date_no_finer_than_text
-- severity: critical
-- why: a date is never more precise than the words that give it
with worded as (
    select *,
        regexp_full_match(lower(date_text), '((in|during|since|by|throughout|until|of|from) )?(the )?(year )?[12][0-9]{3}')
            as year_only,
        regexp_full_match(lower(date_text), '((in|during|since|by|throughout|until|of|from|last|this|next|a) )*'
            || '(january|february|march|april|may|june|july|august|september|october|november|december),?( of)?( [12][0-9]{3})?')
            as month_only
    from events where date_start is not null
)
select 'events' as table_name, event_id as record_id,
    'the text says ' || date_text || ', the precision is ' || date_precision as problem
from worded
where (year_only and date_precision not in ('year', 'decade'))
    or (month_only and date_precision not in ('month', 'quarter', 'year', 'decade'))
