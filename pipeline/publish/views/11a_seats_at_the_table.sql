-- view: seats_at_the_table
-- about: For each party: at how many meetings and talks it is told to take part, host or mediate, how many of these are only planned, and which ones it is left out of
-- question: 11. Who takes part, and who is left out?
-- ask: select party, takes_part, hosts, mediates, planned_only, left_out, left_out_of from seats_at_the_table;
select
    parties.party_id, parties.name as party,
    count(distinct event_id) filter (role in ('actor', 'recipient', 'participant')) as takes_part,
    count(distinct event_id) filter (role = 'host') as hosts,
    count(distinct event_id) filter (role = 'mediator') as mediates,
    count(distinct event_id) filter (role <> 'absent' and status in ('planned', 'hypothetical')) as planned_only,
    count(distinct event_id) filter (role = 'absent') as left_out,
    string_agg(distinct rtrim(summary, '.'), '; ' order by rtrim(summary, '.')) filter (role = 'absent') as left_out_of
from event_participants
join events using (event_id)
join parties using (party_id)
where event_type = 'CONSULT' or role in ('absent', 'host', 'mediator')
group by parties.party_id, parties.name
order by parties.party_id
