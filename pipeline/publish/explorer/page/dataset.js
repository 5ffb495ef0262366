// The tables as rows, and the ways from one row to those that belong to it.

let data = null; // what `dataset` returns

function grouped(rows, column) {
  const groups = new Map();
  for (const row of rows) {
    const key = row[column];
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function keyed(rows, column) {
  return new Map(rows.map((row) => [row[column], row]));
}

const NONE = [];

function dataset(raw) {
  const tables = {};
  for (const [name, columns] of Object.entries(raw.tables)) tables[name] = rowsOf(columns, raw.strings);
  const found = { about: raw.about, complete: raw.complete, tables };
  found.labels = {};
  for (const name of ["party_types", "issues", "event_types"]) {
    found.labels[name] = new Map(tables[name].map((row) => [row.code, row.label]));
  }
  return raw.complete ? connected(found) : found;
}

function connected(found) {
  const { tables } = found;
  const of = (groups) => (id) => groups.get(id) || NONE;
  found.parties = keyed(tables.parties, "party_id");
  found.people = keyed(tables.people, "person_id");
  found.places = keyed(tables.places, "place_id");
  found.documents = keyed(tables.documents, "document_id");
  found.demands = keyed(tables.demands, "demand_id");
  found.events = keyed(tables.events, "event_id");
  found.stances = keyed(tables.stances, "stance_id");
  found.roles = keyed(tables.roles, "role_id");
  found.evidence = keyed(tables.evidence, "evidence_id");
  found.evidenceOf = of(grouped(tables.evidence, "record_id"));
  found.evidenceIn = of(grouped(tables.evidence, "document_id"));
  found.stancesOf = of(grouped(tables.stances, "demand_id"));
  found.stancesBy = of(grouped(tables.stances, "party_id"));
  found.participantsOf = of(grouped(tables.event_participants, "event_id"));
  found.reportsOf = of(grouped(tables.event_reports, "event_id"));
  found.rolesOfPerson = of(grouped(tables.roles, "person_id"));
  found.rolesOfParty = of(grouped(tables.roles, "party_id"));
  found.quantitiesOf = of(grouped(tables.demand_quantities, "demand_id"));
  found.changesOf = of(grouped(tables.demand_changes, "demand_id"));
  found.partsOf = of(grouped(tables.parties, "part_of_id"));
  const addressees = grouped(tables.demand_addressees, "demand_id");
  for (const demand of tables.demands) complete(demand, found, addressees);
  found.documentsInOrder = [...tables.documents].sort((one, other) =>
    order(published(other), published(one)) || order(one.document_id, other.document_id));
  return found;
}

// What belongs to a demand: who makes it (`who`), of whom (`of`), the answers, the texts, when it was first stated.
function complete(demand, found, addressees) {
  const stances = found.stancesOf(demand.demand_id);
  demand.who = unique(stances.filter((one) => isOwn(one.stance)).map((one) => one.party_id));
  demand.of = (addressees.get(demand.demand_id) || NONE).map((row) => row.party_id);
  demand.answers = stances.filter((one) => !isOwn(one.stance));
  const texts = stances.map((one) => one.document_id);
  for (const one of found.evidenceOf(demand.demand_id)) texts.push(one.document_id);
  demand.texts = unique(texts);
  demand.latest = "";
  for (const id of demand.texts) {
    const day = published(found.documents.get(id));
    if (day > demand.latest) demand.latest = day;
  }
}

function isOwn(stance) {
  return stance === "made" || stance === "offered";
}

function published(document_) {
  return (document_ && (document_.published_to || document_.published_from)) || "";
}

function unique(values) {
  return [...new Set(values)];
}

function order(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}

// How often each value occurs, most frequent first: [value, how often] pairs.
function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || order(one[0], other[0]));
}

// The tallies that the fields of the views offer, made when they are first asked for.
function tallied(name, values) {
  if (!data.tallies) data.tallies = {};
  if (!data.tallies[name]) data.tallies[name] = tally(values());
  return data.tallies[name];
}

// Text for searching: small letters without accents and without marks of any kind between the words.
function searchable(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[‘’]/g, "'");
}

function haystack(demand) {
  if (demand.haystack === undefined) {
    const texts = [demand.summary, demand.content, demand.condition_text || "", label("issues", demand.issue)];
    texts.push(...demand.who.map(partyName), ...demand.of.map(partyName));
    texts.push(...unique(data.evidenceOf(demand.demand_id).map((one) => one.text)));
    demand.haystack = searchable(texts.join("\n"));
  }
  return demand.haystack;
}

function partyName(id) {
  const party = data.parties.get(id);
  return party ? party.name : id;
}

function documentName(id) {
  const found = data.documents.get(id);
  return found ? found.title || found.path : id;
}

function label(vocabulary, code) {
  return data.labels[vocabulary].get(code) || code;
}
