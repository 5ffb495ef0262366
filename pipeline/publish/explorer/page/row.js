// One record by its id: what it says, the sentences behind it, and what belongs to it.

VIEWS.row = {
  word: null,
  build({ id }, main) {
    const redirect = data.tables.id_redirects.find((one) => one.old_id === id);
    const found = redirect ? redirect.new_id : id;
    const kind = found.slice(0, found.indexOf(":"));
    const page = { demand: demandPage, event: eventPage, party: partyPage, person: personPage, place: placePage,
      stance: stancePage, role: rolePage, evidence: evidencePage }[kind];
    const parts = (page && page(found)) || gone(found);
    main.append(el("p", { class: "back" }, el("button", { type: "button", class: "plain", on: { click: () =>
      (history.length > 1 ? history.back() : choose({})) } }, "← Back")));
    main.append(el("h1", { dir: "auto", class: "long" }, parts.heading));
    if (redirect) main.append(el("p", { class: "note" }, `This record was ${id} before${redirect.reason ? ` (${redirect.reason})` : ""}.`));
    add(main, parts.content);
    main.append(el("p", { class: "id faint" }, "Id: ", el("code", null, found)));
    return { heading: parts.heading, update() {} };
  },
};

function gone(id) {
  const tombstone = data.tables.id_tombstones.find((one) => one.old_id === id);
  if (!tombstone) return { heading: "No such record", content: [el("p", null, "This dataset has no record of that id.")] };
  return { heading: "This record is no more", content: [facts([["It said", tombstone.said], ["Why it is gone", tombstone.reason]])] };
}

function section(title, ...content) {
  return el("section", null, el("h2", null, title), content);
}

function list(items, className) {
  return el("ul", { class: className || "plainlist" }, items.map((item) => el("li", null, item)));
}

// The sentences behind a record, each with its text; the same stretch of text once.
function sentences(id, most = 50) {
  const seen = new Set();
  const different = data.evidenceOf(id).filter((one) => {
    const key = `${one.document_id} ${one.start} ${one.end}`;
    return seen.has(key) ? false : seen.add(key);
  });
  const rest = different.length - most;
  return [different.slice(0, most).map((one) => el("figure", { class: "proof" }, quoted(one),
    el("figcaption", null, source(one.document_id), el("span", { class: "faint" }, ` · found by ${one.method}, ${sureness(one.confidence)} (${one.confidence})`),
      el("span", { class: "actions" }, readerLink(one, "Read in context"), copyButton("Copy quote", quoteForCopy(one)))))),
  rest > 0 && el("p", { class: "faint" }, `and ${count(rest, "more place")} in the texts`)];
}

function quoteForCopy(evidence) {
  return `“${evidence.text}” (${sourceWords(data.documents.get(evidence.document_id))}; ${evidence.evidence_id})`;
}

function demandPage(id) {
  const demand = data.demands.get(id);
  if (!demand) return null;
  const quantities = data.quantitiesOf(id).map((one) => one.quantity_text);
  const changes = data.tables.demand_changes.filter((one) => one.demand_id === id || one.later_demand_id === id);
  return { heading: demand.summary, content: [
    el("p", { class: "large" }, standing(demand)),
    section(data.evidenceOf(id).length > 1 ? "The sentences" : "The sentence", sentences(id)),
    demand.answers.length > 0 && section("Answers", list(demand.answers.map(answer), "answers")),
    changes.length > 0 && section("How it changed", list(changes.map(changed))),
    section("In short", facts([
      ["Who wants it", partyLinks(demand.who)], ["Of whom", partyLinks(demand.of)],
      ["Issue", link(address("ledger", "", { issue: demand.issue }), label("issues", demand.issue))],
      ["Kind", KINDS[demand.kind] || demand.kind],
      ["In words of the text", foreign(demand.content)],
      demand.condition_text && ["On condition", foreign(demand.condition_text)],
      quantities.length && ["Numbers", quantities.join("; ")],
      ["Stated by", saidBy(data.stancesOf(id).filter((one) => isOwn(one.stance)))],
    ])),
  ] };
}

function saidBy(stances) {
  const people = unique(stances.map((one) => one.person_id).filter(Boolean));
  return people.length ? listed(people.map(personLink)) : null;
}

function answer(stance) {
  const proof = data.evidenceOf(stance.stance_id);
  return [
    el("p", null, el("span", { class: `status s-${STANCE_SIGNS[stance.stance] || "open"}` }, sign(STANCE_SIGNS[stance.stance] || "open")), partyLink(stance.party_id), " ",
      STANCE_WORDS[stance.stance] || stance.stance, stance.stance_date ? ` on ${dayWords(stance.stance_date)}` : "",
      stance.person_id ? [", said by ", personLink(stance.person_id)] : ""),
    proof.slice(0, 1).map((one) => el("figure", { class: "proof" }, quoted(one), el("figcaption", null, source(one.document_id),
      el("span", { class: "actions" }, readerLink(one, "Read in context"), copyButton("Copy quote", quoteForCopy(one)))))),
  ];
}

function changed(change) {
  const [before, after] = [change.earlier_evidence_id, change.later_evidence_id].map((id) => data.evidence.get(id));
  const words = (one) => (one ? [el("q", { dir: "auto" }, one.text.slice(one.from, one.to)), " (", readerLink(one, documentName(one.document_id)), ")"] : "");
  return [el("strong", null, change.change), ": ", words(before), " → ", words(after),
    change.later_demand_id && [" ", rowLink(change.later_demand_id, "the later demand")]];
}

function eventPage(id) {
  const event = data.events.get(id);
  if (!event) return null;
  const place = event.place_id && data.places.get(event.place_id);
  const reports = data.reportsOf(id);
  return { heading: event.summary, content: [
    el("p", { class: "large" }, eventStatus(event.status), " · ", dateWords(event)),
    section(data.evidenceOf(id).length > 1 ? "The sentences" : "The sentence", sentences(id)),
    section("In short", facts([
      ["Who took part", participants(id)], ["Where", place && rowLink(place.place_id, foreign(place.name))],
      ["Date in the text", event.date_text && foreign(event.date_text)], ["Date known by", basisWords(event)],
      ["Type", `${event.label} (${label("event_types", event.event_type)})`],
    ])),
    reports.length > 1 && section("What each text says of it", list(reports.map((one) =>
      [source(one.document_id), ": ", eventStatus(one.reported_status), " ", dateWords(one)]))),
  ] };
}

function basisWords(event) {
  return { explicit: "the text states it", relative: "the text gives it relative to its own date",
    document: "the date of the text" }[event.date_basis] || null;
}

function participants(id) {
  const rows = data.participantsOf(id);
  if (!rows.length) return null;
  return list(rows.map((one) => [
    one.person_id ? personLink(one.person_id) : null, one.person_id && one.party_id ? ", for " : null,
    one.party_id ? partyLink(one.party_id) : null, el("span", { class: "faint" }, one.role === "absent" ? " (left out)" : ` (${one.role})`),
  ]));
}

function partyPage(id) {
  const party = data.parties.get(id);
  if (!party) return null;
  const own = data.tables.demands.filter((one) => one.who.includes(id));
  const asked = data.tables.demands.filter((one) => one.of.includes(id));
  const parts = data.partsOf(id);
  const roles = data.rolesOfParty(id);
  return { heading: clipped(party.name, 300), content: [
    facts([
      ["Kind of party", label("party_types", party.type)],
      ["Part of", party.part_of_id && partyLink(party.part_of_id)],
      ["Its parts", parts.length > 0 && listed(parts.map((one) => partyLink(one.party_id)))],
      ["Country code", party.country_code],
      ["Wikidata", party.wikidata_id && outside(`https://www.wikidata.org/wiki/${party.wikidata_id}`, party.wikidata_id)],
      ["Speaking for it", roles.length > 0 && listed(unique(roles.map((one) => one.person_id)).map(personLink))],
    ]),
    demandsSection("What it wants", own, { party: id }), demandsSection("What others want of it", asked, { of: id }),
    section("Where the texts name it", sentences(id, 5)),
  ] };
}

function demandsSection(title, demands, chosen) {
  if (!demands.length) return section(title, el("p", { class: "faint" }, "Nothing in these texts."));
  return section(title, list(sorted(demands, "newest").slice(0, 20).map((one) =>
    [rowLink(one.demand_id, foreign(one.summary, 240)), " ", standing(one)])),
  el("p", null, link(address("ledger", "", chosen), demands.length === 1 ? "This demand in the list" : `All ${count(demands.length, "demand")} in the list`)));
}

function personPage(id) {
  const person = data.people.get(id);
  if (!person) return null;
  const said = unique(data.tables.stances.filter((one) => one.person_id === id).map((one) => one.demand_id));
  const events = unique(data.tables.event_participants.filter((one) => one.person_id === id).map((one) => one.event_id));
  return { heading: clipped(person.name, 300), content: [
    facts([
      ["Role", rolesOf(id)],
      ["Wikidata", person.wikidata_id && outside(`https://www.wikidata.org/wiki/${person.wikidata_id}`, person.wikidata_id)],
    ]),
    said.length > 0 && section("What the person stated or answered", list(said.slice(0, 50).map((one) => rowLink(one, foreign(data.demands.get(one).summary, 240))))),
    events.length > 0 && section("Events", list(events.slice(0, 50).map((one) => eventLine(data.events.get(one))))),
    section("Where the texts name the person", sentences(id, 5)),
  ] };
}

// The different roles in which the texts name a person, with the parties that the person speaks for by them.
function rolesOf(id) {
  const seen = new Map();
  for (const one of data.rolesOfPerson(id)) seen.set(`${one.role_text} ${one.party_id} ${one.is_former}`, one);
  if (!seen.size) return null;
  return list([...seen.values()].map((one) => [one.is_former ? "formerly " : "", foreign(one.role_text, 160),
    one.party_id ? [" (", partyLink(one.party_id), ")"] : null]));
}

function eventLine(event) {
  return [rowLink(event.event_id, foreign(event.summary, 240)), " ", eventStatus(event.status),
    el("span", { class: "faint" }, ` ${dateWords(event)}`)];
}

function placePage(id) {
  const place = data.places.get(id);
  if (!place) return null;
  const events = data.tables.events.filter((one) => one.place_id === id);
  return { heading: clipped(place.name, 300), content: [
    facts([["Country code", place.country_code]]),
    events.length > 0 && section("Events there", list(events.slice(0, 50).map(eventLine))),
    section("Where the texts name it", sentences(id, 5)),
  ] };
}

function stancePage(id) {
  const stance = data.stances.get(id);
  const page = stance && demandPage(stance.demand_id);
  if (!page) return null;
  return { heading: page.heading, content: [el("p", { class: "note" }, partyLink(stance.party_id), " ",
    STANCE_WORDS[stance.stance] || stance.stance, "."), section("The words", sentences(id)), page.content] };
}

function rolePage(id) {
  const role = data.roles.get(id);
  if (!role) return null;
  return { heading: clipped(role.role_text, 300), content: [
    facts([["Person", personLink(role.person_id)], ["Speaks for", role.party_id && partyLink(role.party_id)],
      ["Former", role.is_former ? "yes" : null]]),
    section("The words", sentences(id)),
  ] };
}

function evidencePage(id) {
  const evidence = data.evidence.get(id);
  if (!evidence) return null;
  return { heading: "Words of a text", content: [
    el("figure", { class: "proof" }, quoted(evidence), el("figcaption", null, source(evidence.document_id))),
    facts([["They state", rowLink(evidence.record_id, recordWords(evidence))], ["Found by", `${evidence.method}, ${sureness(evidence.confidence)} (${evidence.confidence})`],
      ["In context", readerLink(evidence, "Read in context")]]),
  ] };
}

// What a piece of evidence states, in a few words.
function recordWords({ record_type: type, record_id: id }) {
  const named = { party: () => data.parties.get(id).name, person: () => data.people.get(id).name,
    place: () => data.places.get(id).name, role: () => data.roles.get(id).role_text,
    demand: () => data.demands.get(id).summary, event: () => data.events.get(id).summary,
    stance: () => stanceWords(data.stances.get(id)) }[type];
  return foreign(named(), 240);
}

function stanceWords(stance) {
  return `${partyName(stance.party_id)} ${STANCE_WORDS[stance.stance] || stance.stance}: ${data.demands.get(stance.demand_id).summary}`;
}
