-- rule: one_party_per_state
-- severity: warning
-- why: Moscow and Russia are one party
select 'parties' as table_name, min(party_id) as record_id,
    'states with the code ' || country_code || ': ' || string_agg(party_id, ', ' order by party_id) as problem
from parties where type = 'state' and country_code is not null
group by country_code having count(*) > 1
