-- rule: coordinates_come_in_pairs
-- severity: critical
-- why: a latitude without a longitude is no place
select 'places' as table_name, place_id as record_id, 'one of latitude and longitude is missing' as problem
from places where (latitude is null) <> (longitude is null)
