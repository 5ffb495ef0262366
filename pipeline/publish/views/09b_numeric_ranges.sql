-- view: numeric_ranges
-- about: For each issue and unit: the least and the greatest number that parties name, and who names it; numbers of different units are never compared
-- question: 9. Which numbers are on the table, and which side says which end?
-- ask: select issue, unit, least, least_by, greatest, greatest_by, parties from numeric_ranges;
with ends as (
    select *, coalesce(low, high) as from_number, coalesce(high, low) as to_number,
        min(coalesce(low, high)) over (partition by issue, unit) as least,
        max(coalesce(high, low)) over (partition by issue, unit) as greatest
    from quantity_positions
    where coalesce(low, high) is not null
)
select
    issue, unit, least,
    string_agg(distinct party, '; ' order by party) filter (from_number = least) as least_by,
    greatest,
    string_agg(distinct party, '; ' order by party) filter (to_number = greatest) as greatest_by,
    greatest - least as gap, count(distinct party_id) as parties, count(distinct demand_id) as demands
from ends
group by issue, unit, least, greatest
order by issue, unit
