// The words and signs that the views share: statuses, kinds, dates, links to records.

const DEMAND_STATUSES = {
  open: "open", rejected: "rejected", accepted: "accepted", contested: "contested", withdrawn: "withdrawn",
  fulfilled: "fulfilled",
};
const STATUS_MEANINGS = {
  open: "no clear yes or no from those who decide; some may have set a condition or made a proposal of their own",
  rejected: "refused", accepted: "agreed to", contested: "some accept, some reject", withdrawn: "taken back",
  fulfilled: "done",
};
const EVENT_STATUSES = {
  occurred: "happened", ongoing: "going on", planned: "planned", alleged: "by one side’s account",
  hypothetical: "may happen", denied: "denied",
};
const KINDS = { demand: "demand", offer: "offer", condition: "condition", refusal: "refusal" };
const STANCE_WORDS = {
  made: "made it", offered: "offered it", accepted: "accepted", accepted_conditionally: "accepted with a condition",
  fulfilled: "did it", rejected: "rejected", countered: "answered with a proposal of its own",
  withdrawn: "took it back", criticised: "criticised", endorsed: "backed", undecided: "has not decided",
};
const STANCE_SIGNS = {
  accepted: "accepted", accepted_conditionally: "contested", fulfilled: "fulfilled", rejected: "rejected",
  countered: "contested", withdrawn: "withdrawn", criticised: "rejected", endorsed: "accepted", undecided: "open",
};
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

// Signs differ in shape, so that nothing hangs on colour.
const SIGNS = {
  open: [["circle", { cx: 8, cy: 8, r: 5.5 }]],
  rejected: [["path", { d: "M3 3l10 10M13 3L3 13" }]],
  accepted: [["path", { d: "M2.5 8.5l4 4 7-9" }]],
  fulfilled: [["rect", { x: 2, y: 2, width: 12, height: 12, class: "solid" }], ["path", { d: "M4.5 8.3l2.5 2.5 4.5-5.5", class: "cut" }]],
  withdrawn: [["path", { d: "M14 8H3M7 3.5L2.5 8 7 12.5" }]],
  contested: [["circle", { cx: 8, cy: 8, r: 5.5 }], ["path", { d: "M8 2.5a5.5 5.5 0 0 1 0 11z", class: "solid" }]],
  occurred: [["circle", { cx: 8, cy: 8, r: 5, class: "solid" }]],
  ongoing: [["circle", { cx: 8, cy: 8, r: 5.5 }], ["circle", { cx: 8, cy: 8, r: 2, class: "solid" }]],
  planned: [["circle", { cx: 8, cy: 8, r: 5.5, class: "dashed" }]],
  alleged: [["path", { d: "M5 5.5a3 3 0 1 1 4.6 2.6C8.500 8.800 8 9.300 8 10.500M8 13v.6" }]],
  hypothetical: [["path", { d: "M2.500 8h.6M7.700 8h.6M12.900 8h.6", class: "thick" }]],
  denied: [["circle", { cx: 8, cy: 8, r: 5.5 }], ["path", { d: "M4.200 11.800l7.600-7.600" }]],
};

function sign(name) {
  const shapes = (SIGNS[name] || SIGNS.open).map(([shape, given]) => svg(shape, given));
  return svg("svg", { class: `sign s-${name}`, viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" }, shapes);
}

function status(name, words) {
  return el("span", { class: `status s-${name}` }, sign(name), el("span", null, words || name));
}

// Where a demand stands, and by whom: "rejected by Ukraine".
function standing(demand) {
  const by = (...stances) => unique(
    demand.answers.filter((one) => stances.includes(one.stance)).map((one) => one.party_id));
  const named = (word, ids) => (ids.length ? ` ${word} ${listedNames(ids)}` : "");
  const words = {
    rejected: () => `rejected${named("by", by("rejected"))}`,
    accepted: () => `accepted${named("by", by("accepted"))}`,
    contested: () => `contested${named(": accepted by", by("accepted"))}${
      by("rejected").length ? ` ${by("accepted").length ? "and " : ""}rejected by ${listedNames(by("rejected"))}` : ""}`,
  };
  return status(demand.status, (words[demand.status] || (() => DEMAND_STATUSES[demand.status] || demand.status))()
    .replace(" : ", ": "));
}

function listedNames(ids, most = 3) {
  const names = ids.slice(0, most).map((id) => clipped(partyName(id), 60));
  if (ids.length > most) names.push(`${ids.length - most} more`);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

function eventStatus(name) {
  return status(name, EVENT_STATUSES[name] || name);
}

function kindLabel(kind) {
  return el("span", { class: `kind kind-${kind}` }, KINDS[kind] || kind);
}

function dayWords(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

function spanWords(from, to) {
  if (from === to) return dayWords(from);
  const [year, month, day] = from.split("-").map(Number);
  const [lastYear, lastMonth] = to.split("-").map(Number);
  if (year === lastYear && month === lastMonth) return `${day}–${dayWords(to)}`;
  return `${year === lastYear ? `${day} ${MONTHS[month - 1]}` : dayWords(from)} – ${dayWords(to)}`;
}

// A date as precise as the text is: a day, a month, a year, or an interval.
function dateWords(row) {
  const { date_start: from, date_end: to, date_precision: precision } = row;
  if (!from) return row.date_text ? `“${row.date_text}”` : "no date";
  const year = from.slice(0, 4);
  if (!to) return dayWords(from);
  if (precision === "year" && to.slice(0, 4) === year) return year;
  if (precision === "month" && to.slice(0, 7) === from.slice(0, 7)) return `${MONTHS[Number(from.slice(5, 7)) - 1]} ${year}`;
  if (precision === "decade" && /0$/.test(year)) return `${year}s`;
  return spanWords(from, to);
}

function publishedWords(document_) {
  if (!document_ || !document_.published_from) return "date unknown";
  const words = spanWords(document_.published_from, document_.published_to || document_.published_from);
  return document_.published_from === document_.published_to ? words : `${words} (the day is not known)`;
}

// Title, publisher and date of a text, as a byline.
function sourceWords(document_) {
  return [document_.title || document_.path, document_.publisher, publishedWords(document_)].filter(Boolean).join(", ");
}

function rowLink(id, ...children) {
  return link(address("row", id), ...children);
}

function partyLink(id) {
  return rowLink(id, foreign(partyName(id), 120));
}

function partyLinks(ids) {
  return ids.length ? listed(ids.map(partyLink)) : el("span", { class: "faint" }, "nobody named");
}

function personLink(id) {
  const person = data.people.get(id);
  return person ? rowLink(id, foreign(person.name, 120)) : foreign(id);
}

function readerLink(evidence, ...children) {
  return link(address("reader", evidence.document_id, { at: evidence.evidence_id }), ...children);
}

// The published words around a piece of evidence, with the quote marked.
function quoted(evidence) {
  const { text, from, to } = evidence;
  if (!evidence.whole) {
    return el("blockquote", { class: "quote long", dir: "auto" }, el("mark", null, text),
      el("span", { class: "faint" }, " (the terms of this text allow quotes only)"));
  }
  return el("blockquote", { class: "quote long", dir: "auto" },
    text.slice(0, from), el("mark", null, text.slice(from, to)), text.slice(to));
}

function source(id) {
  const found = data.documents.get(id);
  if (!found) return el("span", null, id);
  return el("span", { class: "source" }, link(address("reader", id), foreign(found.title || found.path, 160)),
    found.publisher ? [", ", foreign(found.publisher, 80)] : null, `, ${publishedWords(found)}`);
}

function sureness(confidence) {
  return confidence >= 0.9 ? "sure" : confidence >= 0.75 ? "fairly sure" : "unsure";
}
