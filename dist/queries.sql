-- Made by the pipeline; do not edit. The questions that people ask this dataset, each with
-- statements that run as they stand: duckdb -readonly dist/parley.duckdb < dist/queries.sql. The
-- views behind them are in the DuckDB file, where you can read and change them: select view_name,
-- sql from duckdb_views() where not internal. data-dictionary.md explains every column.

-- 1. What does each side want on an issue?
-- positions: One row a party and demand of its own: what it wants, offers or refuses, on what
-- condition, and whether it still stands
select party, kind, demand, condition_text, stands, quote, document from positions where issue = 'sanctions';

-- 2. Which party holds which position on which issue?
-- position_matrix: Issue by party: what each party wants, offers, refuses, accepts and rejects;
-- what it took back is left out
select issue, party, wants, offers, refuses, accepts, accepts_conditionally, rejects from position_matrix;
pivot (select issue, party, wants from position_matrix) on party using first(wants) group by issue order by issue;

-- 3. Who rejected what, when, and in which words?
-- who_rejected_what: Every rejection: by whom, of whose demand, when, and in which words; one
-- sentence may reject many demands
select rejected_by, claimants, summary, stance_date, published_to, quote, demands_in_these_words from who_rejected_what;

-- 4. Which sentence says so?
-- sentence_for(id): The sentences that state a record, by its id of this or an earlier release:
-- from sentence_for('party:ukr')
from sentence_for((select min(demand_id) from demands));

-- 5. How did a demand change from one document to the next?
-- demand_mentions: How each demand is worded in each document, in order of publication
from demand_mentions;
-- demand_history: How a party's demand came back in a later document: the change, and the words
-- before and after
select party, change, words_before, document_before, words_after, document_after from demand_history;
-- changes_between(earlier, later): What became of the demands of one document in another, by their
-- document ids: from changes_between('may-talks', 'june-talks')
from changes_between((select min(document_id_before) from demand_history), (select max(document_id_after) from demand_history));

-- 6. Which demands has nobody answered?
-- unanswered_demands: Demands and offers that stand and that no other party is known to have
-- answered; support of a third party is no answer, and what parties promise jointly waits for none
select claimants, addressees, kind, summary, quote, document from unanswered_demands;

-- 7. Which issues are contested?
-- contested_issues: Issues on which two parties that address or answer each other both have demands
-- of their own that stand; what they want jointly is left out
select issue, party, party_wants, other_party, other_party_wants from contested_issues;

-- 8. On which points do parties agree?
-- points_of_agreement: Acts that two parties or more want, offer, accept or endorse without a
-- condition, in the same amount, of the same party, and that none of them rejects
select issue, act, agreed_by, demands from points_of_agreement;

-- 9. Which numbers are on the table, and which side says which end?
-- quantity_positions: Every number in a demand that stands, in its common unit, with the party that
-- names it and the words
select issue, unit, party, kind, low, high, quantity_text, quote from quantity_positions;
-- numeric_ranges: For each issue and unit: the least and the greatest number that parties name, and
-- who names it; numbers of different units are never compared
select issue, unit, least, least_by, greatest, greatest_by, parties from numeric_ranges;

-- 10. What happened or is planned, in order of time, how precisely is it dated and how sure is it?
-- event_timeline: Events in order of their dates, with how precise and how sure each is and how
-- reports of it changed; undated events come last
select date_start, date_end, date_precision, status, summary, participants, place, quote from event_timeline;

-- 11. Who takes part, and who is left out?
-- event_attendance: Who takes part in each event, in which role, and who is said to be left out
select label, status, date_start, party, person, role, left_out from event_attendance;
-- seats_at_the_table: For each party: at how many meetings and talks it is told to take part, host
-- or mediate, how many of these are only planned, and which ones it is left out of
select party, takes_part, hosts, mediates, planned_only, left_out, left_out_of from seats_at_the_table;

-- 12. What rests on one source?
-- single_source_demands: Demands that rest on one source, however many copies of its text there are
select claimants, summary, documents, document, quote from single_source_demands;
select record_type, count(*) filter (sources = 1) as on_one_source, count(*) as records from record_sources group by record_type order by record_type;

-- 13. Which demands are conditional, and on what?
-- conditional_demands: Demands and offers that the text ties to a condition, and the condition
select claimants, kind, summary, condition_text, quote from conditional_demands;

-- 14. What is new since a date?
-- new_since(day): Demands that no dated text stated on or before a day: from new_since(date
-- '2025-08-01'); what only undated texts state is never new
select summary, status, quote, document, published_from from new_since(date '2025-01-01');
-- news_since(day): Demands, answers and events that no dated text stated on or before a day, and
-- what became of older demands: from news_since(date '2025-08-01')
from news_since(date '2025-01-01');

-- 15. Is every row provable?
-- provable_rows: For every table: how many rows it has, and how many of them are stated by a
-- quotation of the right length in its sentence
from provable_rows;
