-- rule: part_of_has_no_circle
-- severity: critical
-- why: a party cannot be part of itself
with recursive above as (
    select party_id, part_of_id as ancestor from parties where part_of_id is not null
    union
    select above.party_id, parties.part_of_id from above join parties on parties.party_id = above.ancestor
    where parties.part_of_id is not null
)
select 'parties' as table_name, party_id as record_id, 'it is part of itself' as problem
from above where party_id = ancestor
