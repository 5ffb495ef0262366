// Texts: the sentences that state something, in their order, with what they state marked and listed.

const READ_KINDS = {
  demand: "Demands", stance: "Answers", event: "Events", party: "Parties", person: "People", role: "Roles", place: "Places",
};
const READ_FIRST = ["demand", "stance", "event"];
const READER_PAGE = 50;

VIEWS.reader = {
  word: "Texts",
  build(place, main) {
    return place.id ? readOne(place.id, main) : readList(main);
  },
};

function readList(main) {
  const results = el("div");
  main.append(el("h1", null, "The texts"), el("p", { class: "lead" },
    "The sentences of each text that state a demand, an answer or an event, in their order. "
    + "The texts themselves are not part of the dataset: read them where they were published."), results);
  const demandsIn = new Map(tallied("texts", () => data.tables.demands.flatMap((one) => one.texts)));
  return { heading: "The texts", update({ chosen }) {
    const { rows, controls } = paged(data.documentsInOrder, chosen.page, READER_PAGE);
    results.replaceChildren(...[grid("Texts", ["Text", "Published", "By", "Demands", "Sentences"], rows.map((one) => [
      link(address("reader", one.document_id), foreign(one.title || one.path, 200)), publishedWords(one),
      foreign([one.publisher, one.author].filter(Boolean).join(", "), 120), demandsIn.get(one.document_id) || 0, one.sentences,
    ])), controls].filter(Boolean));
  } };
}

function readOne(id, main) {
  const found = data.documents.get(id);
  if (!found) {
    main.append(el("h1", null, "No such text"), el("p", null, "This dataset has no text of that id. ", link("#/reader", "All texts")));
    return { heading: "No such text", update() {} };
  }
  const kinds = new Set(READ_FIRST);
  const heading = found.title || found.path;
  const text = el("div", { class: "text" });
  const where = el("span", { class: "where" });
  let reading = null;
  let at = -1;

  const go = (target) => {
    if (!reading.entries.length) return;
    const next = Math.min(reading.entries.length - 1, Math.max(0, target));
    choose({ at: reading.entries[next].evidence[0].evidence_id }, true);
  };
  const boxes = Object.entries(READ_KINDS).map(([kind, word]) => {
    const box = el("input", { type: "checkbox", on: { change: () => {
      if (box.checked) kinds.add(kind);
      else kinds.delete(kind);
      draw();
    } } });
    return { kind, box, field: el("label", { class: "check" }, box, el("span", { class: `key k-${kind}` }, word)) };
  });
  const draw = () => {
    for (const one of boxes) one.box.checked = kinds.has(one.kind);
    reading = read(id, kinds);
    text.replaceChildren(...reading.nodes);
    point();
  };
  const point = () => {
    const wanted = here().chosen.at;
    at = wanted ? reading.entries.findIndex((one) => one.evidence.some((each) => each.evidence_id === wanted)) : -1;
    reading.point(at);
    where.textContent = at < 0 ? count(reading.entries.length, "mark") : `${at + 1} of ${count(reading.entries.length, "mark")}`;
  };
  const keys = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const by = { ArrowRight: 1, j: 1, ArrowLeft: -1, k: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    go(at < 0 ? (by > 0 ? 0 : reading.entries.length - 1) : at + by);
  };

  text.addEventListener("click", (event) => {
    const piece = event.target.closest("[data-entry]");
    if (piece && !event.target.closest("a")) go(Number(piece.dataset.entry));
  });
  main.append(
    el("p", { class: "back" }, link("#/reader", "← All texts")),
    el("h1", { dir: "auto" }, heading), byline(found),
    el("div", { class: "reading-bar" },
      el("div", { class: "steps" },
        el("button", { type: "button", on: { click: () => go(at - 1), keydown: keys } }, "← Previous"),
        el("button", { type: "button", on: { click: () => go(at + 1), keydown: keys } }, "Next →"), where),
      el("fieldset", { class: "kinds" }, el("legend", { class: "unseen" }, "What to mark"), boxes.map((one) => one.field))),
    el("div", { class: "text-frame", tabindex: "0", role: "region", "aria-label": "Sentences. The arrow keys left and right step through the marks.",
      on: { keydown: keys } }, text));
  return { heading, update({ chosen }) {
    const aimed = chosen.at && data.evidence.get(chosen.at);
    if (aimed && aimed.document_id === id && !kinds.has(aimed.record_type)) {
      kinds.add(aimed.record_type);
      reading = null;
    }
    if (reading) point();
    else draw();
  } };
}

function byline(found) {
  return el("div", { class: "byline" },
    el("p", null, listedWith([found.author && foreign(found.author, 120), found.publisher && foreign(found.publisher, 120), publishedWords(found),
      found.licence && ["licence: ", foreign(found.licence, 120)], found.url && outside(found.url, "where it was published")])),
    el("p", { class: "faint" }, found.publish === "quotes"
      ? "The terms of this text allow quotes only: what stands here are the quoted words, not the sentences around them."
      : `Only sentences that state something are shown, of ${count(found.sentences, "sentence")} in all; […] stands for what is between them.`));
}

function listedWith(parts) {
  return parts.filter(Boolean).flatMap((part, at) => [at ? " · " : "", part]);
}

// The text as nodes, and its entries in order: what each states, with its evidence; `point(at)` marks one of them.
function read(id, kinds) {
  const entries = [];
  const nodes = [];
  const pieces = new Map(); // evidence id -> the stretches of text that it covers
  let last = 0;
  for (const group of passages(data.evidenceIn(id), kinds)) {
    if (nodes.length && group.start > last + 2) nodes.push(el("p", { class: "gap" }, el("span", { "aria-hidden": "true" }, "[…]"), unseen("text left out")));
    last = Math.max(last, group.end);
    const own = entriesOf(group.evidence);
    const first = entries.length;
    entries.push(...own);
    const aside = el("ul", { class: "states" }, own.map((entry, at) => {
      entry.item = el("li", { class: `state k-${entry.kind}`, "data-entry": first + at }, entry.content);
      return entry.item;
    }));
    nodes.push(el("div", { class: "passage" },
      el("p", { class: group.whole ? "sentence long" : "sentence long only-quote", dir: "auto" }, stretches(group, pieces, own, first)),
      own.length ? aside : null));
  }
  if (!nodes.length) nodes.push(el("p", { class: "nothing" }, "Nothing of the chosen kinds in this text."));
  let current = [];
  const point = (at) => {
    for (const one of current) {
      one.classList.remove("on");
      one.removeAttribute("aria-current");
    }
    current = [];
    const entry = entries[at];
    if (!entry) return;
    current = [entry.item, ...entry.evidence.flatMap((one) => pieces.get(one.evidence_id) || [])];
    for (const one of current) one.classList.add("on");
    entry.item.setAttribute("aria-current", "true");
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    entry.item.closest(".passage").scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    tell(`${at + 1} of ${entries.length}. ${entry.item.textContent}. Text: ${entry.evidence[0].text.slice(entry.evidence[0].from, entry.evidence[0].to)}`);
  };
  return { entries, nodes, point };
}

// Evidence by the stretch of text that it stands in: the sentence, or for texts of which only quotes may be shown
// the longest quote around it. Quotes that cross stand one after the other.
function passages(evidence, kinds) {
  const groups = [];
  for (const one of evidence) {
    const group = groups[groups.length - 1];
    if (one.whole) {
      if (group && group.whole && group.start === one.sentence_start) group.all.push({ one, from: one.from, to: one.to });
      else groups.push({ whole: true, start: one.sentence_start, end: one.sentence_end, text: one.text, all: [{ one, from: one.from, to: one.to }] });
    } else {
      const around = longest(evidence, one);
      const known = groups.find((each) => !each.whole && each.start === around.start && each.end === around.end);
      const from = [...around.text].slice(0, one.start - around.start).join("").length;
      const part = { one, from, to: from + one.text.length };
      if (known) known.all.push(part);
      else groups.push({ whole: false, start: around.start, end: around.end, text: around.text, all: [part] });
    }
  }
  for (const group of groups) group.evidence = group.all.filter((part) => kinds.has(part.one.record_type));
  return groups.filter((group) => group.evidence.length);
}

function longest(evidence, one) {
  let best = one;
  for (const other of evidence) {
    if (!other.whole && other.start <= one.start && other.end >= one.end && other.end - other.start > best.end - best.start) best = other;
  }
  return best;
}

// The text of a passage cut at every edge of a mark, so that marks may cross; each piece knows all marks over it.
function stretches(group, pieces, entries, first) {
  const edges = unique([0, group.text.length, ...group.evidence.flatMap((part) => [part.from, part.to])]).sort((one, other) => one - other);
  const demands = new Set(group.evidence.filter((part) => part.one.record_type === "demand").map((part) => part.one.record_id));
  const kindOf = ({ one }) => {
    const stance = one.record_type === "stance" && data.stances.get(one.record_id);
    return stance && isOwn(stance.stance) && demands.has(stance.demand_id) ? "demand" : one.record_type;
  };
  const entryOf = new Map(entries.flatMap((entry, at) => entry.evidence.map((one) => [one.evidence_id, first + at])));
  const nodes = [];
  for (let at = 0; at + 1 < edges.length; at += 1) {
    const [from, to] = [edges[at], edges[at + 1]];
    const over = group.evidence.filter((part) => part.from <= from && part.to >= to);
    const words = group.text.slice(from, to);
    if (!over.length) {
      nodes.push(words);
      continue;
    }
    const kinds = unique(over.map(kindOf));
    const shortest = over.reduce((one, other) => (other.to - other.from < one.to - one.from ? other : one));
    const piece = el("mark", { class: `piece ${kinds.map((kind) => `k-${kind}`).join(" ")}`, "data-entry": entryOf.get(shortest.one.evidence_id) }, words);
    for (const part of over) {
      if (pieces.has(part.one.evidence_id)) pieces.get(part.one.evidence_id).push(piece);
      else pieces.set(part.one.evidence_id, [piece]);
    }
    nodes.push(piece);
  }
  return nodes;
}

// What the evidence of one passage states: one entry for each demand and event, one for all answers of a party in the
// same words, one for each party, person, role or place.
function entriesOf(parts) {
  const found = new Map();
  const put = (key, kind, evidence, content) => {
    if (found.has(key)) found.get(key).evidence.push(evidence);
    else found.set(key, { kind, evidence: [evidence], content });
  };
  const stated = new Set(parts.filter(({ one }) => one.record_type === "demand").map(({ one }) => one.record_id));
  const answers = new Map();
  for (const { one } of [...parts].sort((a, b) => (a.one.record_type === "stance") - (b.one.record_type === "stance"))) {
    if (one.record_type !== "stance") {
      put(one.record_id, one.record_type, one, entryContent(one));
      continue;
    }
    const stance = data.stances.get(one.record_id);
    if (isOwn(stance.stance) && stated.has(stance.demand_id)) {
      put(stance.demand_id, "demand", one, null);
      continue;
    }
    const key = `${stance.party_id} ${stance.stance} ${one.start} ${one.end}`;
    if (!answers.has(key)) answers.set(key, { stance, demands: [] });
    answers.get(key).demands.push(stance.demand_id);
    put(key, "stance", one, null);
    found.get(key).content = answerContent(answers.get(key));
  }
  const place = (entry) => entry.evidence[0].start;
  return [...found.values()].sort((one, other) => place(one) - place(other));
}

function entryContent(evidence) {
  const { record_type: type, record_id: id } = evidence;
  if (type === "demand") {
    const demand = data.demands.get(id);
    return [el("span", { class: "label" }, KINDS[demand.kind] || demand.kind), " ", rowLink(id, foreign(demand.summary, 240)), " ", standing(demand)];
  }
  if (type === "event") {
    const event = data.events.get(id);
    return [el("span", { class: "label" }, "event"), " ", rowLink(id, foreign(event.summary, 240)), " ", eventStatus(event.status),
      event.date_start || event.date_text ? el("span", { class: "faint" }, ` ${dateWords(event)}`) : null];
  }
  return [el("span", { class: "label" }, type), " ", rowLink(id, recordWords(evidence))];
}

function answerContent({ stance, demands }) {
  return [el("span", { class: "label" }, isOwn(stance.stance) ? "position" : "answer"), " ", partyLink(stance.party_id), " ",
    STANCE_WORDS[stance.stance] || stance.stance, ": ",
    demands.length === 1 ? rowLink(demands[0], foreign(data.demands.get(demands[0]).summary, 240))
      : list(demands.map((id) => rowLink(id, foreign(data.demands.get(id).content, 160))))];
}
