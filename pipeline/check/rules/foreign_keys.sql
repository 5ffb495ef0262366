-- rule: foreign_keys
-- severity: critical
-- why: an id that leads to no row is a claim about nothing
-- Derived from pipeline/schema: do not edit.
select 'parties' as table_name, concat_ws(' ', child.party_id) as record_id,
    'type ' || child.type || ' is not in party_types' as problem
from parties as child anti join party_types as parent on child.type = parent.code
where child.type is not null
union all
select 'parties' as table_name, concat_ws(' ', child.party_id) as record_id,
    'part_of_id ' || child.part_of_id || ' is not in parties' as problem
from parties as child anti join parties as parent on child.part_of_id = parent.party_id
where child.part_of_id is not null
union all
select 'roles' as table_name, concat_ws(' ', child.role_id) as record_id,
    'person_id ' || child.person_id || ' is not in people' as problem
from roles as child anti join people as parent on child.person_id = parent.person_id
where child.person_id is not null
union all
select 'roles' as table_name, concat_ws(' ', child.role_id) as record_id,
    'party_id ' || child.party_id || ' is not in parties' as problem
from roles as child anti join parties as parent on child.party_id = parent.party_id
where child.party_id is not null
union all
select 'roles' as table_name, concat_ws(' ', child.role_id) as record_id,
    'document_id ' || child.document_id || ' is not in documents' as problem
from roles as child anti join documents as parent on child.document_id = parent.document_id
where child.document_id is not null
union all
select 'demands' as table_name, concat_ws(' ', child.demand_id) as record_id,
    'issue ' || child.issue || ' is not in issues' as problem
from demands as child anti join issues as parent on child.issue = parent.code
where child.issue is not null
union all
select 'demand_quantities' as table_name, concat_ws(' ', child.demand_id, child.quantity_text) as record_id,
    'demand_id ' || child.demand_id || ' is not in demands' as problem
from demand_quantities as child anti join demands as parent on child.demand_id = parent.demand_id
where child.demand_id is not null
union all
select 'demand_addressees' as table_name, concat_ws(' ', child.demand_id, child.party_id) as record_id,
    'demand_id ' || child.demand_id || ' is not in demands' as problem
from demand_addressees as child anti join demands as parent on child.demand_id = parent.demand_id
where child.demand_id is not null
union all
select 'demand_addressees' as table_name, concat_ws(' ', child.demand_id, child.party_id) as record_id,
    'party_id ' || child.party_id || ' is not in parties' as problem
from demand_addressees as child anti join parties as parent on child.party_id = parent.party_id
where child.party_id is not null
union all
select 'stances' as table_name, concat_ws(' ', child.stance_id) as record_id,
    'demand_id ' || child.demand_id || ' is not in demands' as problem
from stances as child anti join demands as parent on child.demand_id = parent.demand_id
where child.demand_id is not null
union all
select 'stances' as table_name, concat_ws(' ', child.stance_id) as record_id,
    'party_id ' || child.party_id || ' is not in parties' as problem
from stances as child anti join parties as parent on child.party_id = parent.party_id
where child.party_id is not null
union all
select 'stances' as table_name, concat_ws(' ', child.stance_id) as record_id,
    'person_id ' || child.person_id || ' is not in people' as problem
from stances as child anti join people as parent on child.person_id = parent.person_id
where child.person_id is not null
union all
select 'stances' as table_name, concat_ws(' ', child.stance_id) as record_id,
    'stance ' || child.stance || ' is not in stance_types' as problem
from stances as child anti join stance_types as parent on child.stance = parent.code
where child.stance is not null
union all
select 'stances' as table_name, concat_ws(' ', child.stance_id) as record_id,
    'document_id ' || child.document_id || ' is not in documents' as problem
from stances as child anti join documents as parent on child.document_id = parent.document_id
where child.document_id is not null
union all
select 'events' as table_name, concat_ws(' ', child.event_id) as record_id,
    'event_type ' || child.event_type || ' is not in event_types' as problem
from events as child anti join event_types as parent on child.event_type = parent.code
where child.event_type is not null
union all
select 'events' as table_name, concat_ws(' ', child.event_id) as record_id,
    'place_id ' || child.place_id || ' is not in places' as problem
from events as child anti join places as parent on child.place_id = parent.place_id
where child.place_id is not null
union all
select 'event_participants' as table_name, concat_ws(' ', child.participant_id) as record_id,
    'event_id ' || child.event_id || ' is not in events' as problem
from event_participants as child anti join events as parent on child.event_id = parent.event_id
where child.event_id is not null
union all
select 'event_participants' as table_name, concat_ws(' ', child.participant_id) as record_id,
    'party_id ' || child.party_id || ' is not in parties' as problem
from event_participants as child anti join parties as parent on child.party_id = parent.party_id
where child.party_id is not null
union all
select 'event_participants' as table_name, concat_ws(' ', child.participant_id) as record_id,
    'person_id ' || child.person_id || ' is not in people' as problem
from event_participants as child anti join people as parent on child.person_id = parent.person_id
where child.person_id is not null
union all
select 'event_reports' as table_name, concat_ws(' ', child.event_id, child.document_id) as record_id,
    'event_id ' || child.event_id || ' is not in events' as problem
from event_reports as child anti join events as parent on child.event_id = parent.event_id
where child.event_id is not null
union all
select 'event_reports' as table_name, concat_ws(' ', child.event_id, child.document_id) as record_id,
    'document_id ' || child.document_id || ' is not in documents' as problem
from event_reports as child anti join documents as parent on child.document_id = parent.document_id
where child.document_id is not null
union all
select 'evidence' as table_name, concat_ws(' ', child.evidence_id) as record_id,
    'document_id ' || child.document_id || ' is not in documents' as problem
from evidence as child anti join documents as parent on child.document_id = parent.document_id
where child.document_id is not null
union all
select 'demand_changes' as table_name, concat_ws(' ', child.change_id) as record_id,
    'demand_id ' || child.demand_id || ' is not in demands' as problem
from demand_changes as child anti join demands as parent on child.demand_id = parent.demand_id
where child.demand_id is not null
union all
select 'demand_changes' as table_name, concat_ws(' ', child.change_id) as record_id,
    'later_demand_id ' || child.later_demand_id || ' is not in demands' as problem
from demand_changes as child anti join demands as parent on child.later_demand_id = parent.demand_id
where child.later_demand_id is not null
union all
select 'demand_changes' as table_name, concat_ws(' ', child.change_id) as record_id,
    'party_id ' || child.party_id || ' is not in parties' as problem
from demand_changes as child anti join parties as parent on child.party_id = parent.party_id
where child.party_id is not null
union all
select 'demand_changes' as table_name, concat_ws(' ', child.change_id) as record_id,
    'earlier_evidence_id ' || child.earlier_evidence_id || ' is not in evidence' as problem
from demand_changes as child anti join evidence as parent on child.earlier_evidence_id = parent.evidence_id
where child.earlier_evidence_id is not null
union all
select 'demand_changes' as table_name, concat_ws(' ', child.change_id) as record_id,
    'later_evidence_id ' || child.later_evidence_id || ' is not in evidence' as problem
from demand_changes as child anti join evidence as parent on child.later_evidence_id = parent.evidence_id
where child.later_evidence_id is not null
