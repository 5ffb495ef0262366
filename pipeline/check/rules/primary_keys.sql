-- rule: primary_keys
-- severity: critical
-- why: two rows with one key cannot be told apart, and links to them are ambiguous
-- Derived from pipeline/schema: do not edit.
select 'documents' as table_name, concat_ws(' ', document_id) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from documents group by document_id having count(*) > 1
union all select 'documents', concat_ws(' ', document_id), 'the key is null' from documents where document_id is null
union all
select 'party_types' as table_name, concat_ws(' ', code) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from party_types group by code having count(*) > 1
union all select 'party_types', concat_ws(' ', code), 'the key is null' from party_types where code is null
union all
select 'parties' as table_name, concat_ws(' ', party_id) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from parties group by party_id having count(*) > 1
union all select 'parties', concat_ws(' ', party_id), 'the key is null' from parties where party_id is null
union all
select 'people' as table_name, concat_ws(' ', person_id) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from people group by person_id having count(*) > 1
union all select 'people', concat_ws(' ', person_id), 'the key is null' from people where person_id is null
union all
select 'roles' as table_name, concat_ws(' ', role_id) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from roles group by role_id having count(*) > 1
union all select 'roles', concat_ws(' ', role_id), 'the key is null' from roles where role_id is null
union all
select 'places' as table_name, concat_ws(' ', place_id) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from places group by place_id having count(*) > 1
union all select 'places', concat_ws(' ', place_id), 'the key is null' from places where place_id is null
union all
select 'issues' as table_name, concat_ws(' ', code) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from issues group by code having count(*) > 1
union all select 'issues', concat_ws(' ', code), 'the key is null' from issues where code is null
union all
select 'event_types' as table_name, concat_ws(' ', code) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from event_types group by code having count(*) > 1
union all select 'event_types', concat_ws(' ', code), 'the key is null' from event_types where code is null
union all
select 'stance_types' as table_name, concat_ws(' ', code) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from stance_types group by code having count(*) > 1
union all select 'stance_types', concat_ws(' ', code), 'the key is null' from stance_types where code is null
union all
select 'code_mappings' as table_name, concat_ws(' ', vocabulary, code, scheme, outside_code) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from code_mappings group by vocabulary, code, scheme, outside_code having count(*) > 1
union all select 'code_mappings', concat_ws(' ', vocabulary, code, scheme, outside_code), 'the key is null' from code_mappings where vocabulary is null or code is null or scheme is null or outside_code is null
union all
select 'demands' as table_name, concat_ws(' ', demand_id) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from demands group by demand_id having count(*) > 1
union all select 'demands', concat_ws(' ', demand_id), 'the key is null' from demands where demand_id is null
union all
select 'demand_quantities' as table_name, concat_ws(' ', demand_id, quantity_text) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from demand_quantities group by demand_id, quantity_text having count(*) > 1
union all select 'demand_quantities', concat_ws(' ', demand_id, quantity_text), 'the key is null' from demand_quantities where demand_id is null or quantity_text is null
union all
select 'demand_addressees' as table_name, concat_ws(' ', demand_id, party_id) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from demand_addressees group by demand_id, party_id having count(*) > 1
union all select 'demand_addressees', concat_ws(' ', demand_id, party_id), 'the key is null' from demand_addressees where demand_id is null or party_id is null
union all
select 'stances' as table_name, concat_ws(' ', stance_id) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from stances group by stance_id having count(*) > 1
union all select 'stances', concat_ws(' ', stance_id), 'the key is null' from stances where stance_id is null
union all
select 'events' as table_name, concat_ws(' ', event_id) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from events group by event_id having count(*) > 1
union all select 'events', concat_ws(' ', event_id), 'the key is null' from events where event_id is null
union all
select 'event_participants' as table_name, concat_ws(' ', participant_id) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from event_participants group by participant_id having count(*) > 1
union all select 'event_participants', concat_ws(' ', participant_id), 'the key is null' from event_participants where participant_id is null
union all
select 'event_reports' as table_name, concat_ws(' ', event_id, document_id) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from event_reports group by event_id, document_id having count(*) > 1
union all select 'event_reports', concat_ws(' ', event_id, document_id), 'the key is null' from event_reports where event_id is null or document_id is null
union all
select 'evidence' as table_name, concat_ws(' ', evidence_id) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from evidence group by evidence_id having count(*) > 1
union all select 'evidence', concat_ws(' ', evidence_id), 'the key is null' from evidence where evidence_id is null
union all
select 'demand_changes' as table_name, concat_ws(' ', change_id) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from demand_changes group by change_id having count(*) > 1
union all select 'demand_changes', concat_ws(' ', change_id), 'the key is null' from demand_changes where change_id is null
union all
select 'id_redirects' as table_name, concat_ws(' ', old_id) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from id_redirects group by old_id having count(*) > 1
union all select 'id_redirects', concat_ws(' ', old_id), 'the key is null' from id_redirects where old_id is null
union all
select 'id_tombstones' as table_name, concat_ws(' ', old_id) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from id_tombstones group by old_id having count(*) > 1
union all select 'id_tombstones', concat_ws(' ', old_id), 'the key is null' from id_tombstones where old_id is null
union all
select 'corrections' as table_name, concat_ws(' ', correction_id) as record_id, 'the key occurs ' || count(*) || ' times' as problem
from corrections group by correction_id having count(*) > 1
union all select 'corrections', concat_ws(' ', correction_id), 'the key is null' from corrections where correction_id is null
