-- view: quantity_positions
-- about: Every number in a demand that stands, in its common unit, with the party that names it and the words
-- question: 9. Which numbers are on the table, and which side says which end?
-- ask: select issue, unit, party, kind, low, high, quantity_text, quote from quantity_positions;
select
    positions.issue, unit, party, positions.kind, low, high, quantity_text, demand, positions.condition_text, quote,
    document, party_id, demand_id
from demand_quantities join positions using (demand_id)
where stands
order by positions.issue, unit, coalesce(low, high), coalesce(high, low), party_id, demand_id, quantity_text
