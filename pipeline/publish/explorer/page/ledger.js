// Demands: all of them as a list to search, filter and sort.

const LEDGER_PAGE = 50;
const SORTS = {
  newest: "latest text first", oldest: "earliest text first", who: "by who wants it", of: "by whom it is asked of",
  issue: "by issue", status: "by status", texts: "most texts first",
};

VIEWS.ledger = {
  word: "Demands",
  build(place, main) {
    const results = el("div", { class: "results" });
    const search = el("input", { type: "search", autocomplete: "off", spellcheck: "false",
      on: { input: () => choose({ q: search.value }, true) } });
    const fields = ledgerFields(place.chosen);
    const clear = el("button", { type: "button", class: "plain", on: { click: () => {
      choose({ q: "", ...Object.fromEntries(Object.keys(fields).map((key) => [key, ""])) });
      search.focus();
    } } }, "Clear all");
    main.append(
      el("h1", null, "All demands"),
      el("form", { class: "controls", role: "search", on: { submit: (event) => event.preventDefault() } },
        labelled("Search words", search, "field wider"),
        Object.values(fields).map((one) => one.field), clear),
      results);
    return { heading: "All demands", update({ chosen }) {
      if (search.value !== (chosen.q || "")) search.value = chosen.q || "";
      for (const [key, one] of Object.entries(fields)) one.select.value = chosen[key] || (key === "sort" ? "newest" : "");
      results.replaceChildren(...ledger(chosen));
    } };
  },
};

function ledgerFields(chosen) {
  const { demands } = data.tables;
  const counted = (pairs, name) => pairs.map(([code, many]) => [code, `${name(code)} (${many})`]);
  const field = (key, words, any, options) =>
    [key, choice(words, chosen[key] || "", [["", any], ...options], (value) => choose({ [key]: value }))];
  const byDocument = new Map(tallied("texts", () => demands.flatMap((one) => one.texts)));
  return Object.fromEntries([
    field("party", "Who wants it", "anyone", counted(tallied("who", () => demands.flatMap((one) => one.who)), partyName)),
    field("of", "Of whom", "anyone", [...counted(tallied("of", () => demands.flatMap((one) => one.of)), partyName), ["none", "nobody named"]]),
    field("issue", "Issue", "any issue", counted(tallied("issue", () => demands.map((one) => one.issue)), (code) => label("issues", code))),
    field("kind", "Kind", "any kind", counted(tallied("kind", () => demands.map((one) => one.kind)), (code) => KINDS[code] || code)),
    field("status", "Status", "any status", counted(tallied("status", () => demands.map((one) => one.status)), (code) => DEMAND_STATUSES[code] || code)),
    field("document", "Text", "all texts", data.documentsInOrder.filter((one) => byDocument.has(one.document_id))
      .map((one) => [one.document_id, `${one.title || one.path} (${byDocument.get(one.document_id)})`])),
    ["sort", choice("Order", chosen.sort || "newest", Object.entries(SORTS), (value) => choose({ sort: value === "newest" ? "" : value }))],
  ]);
}

function fits(chosen) {
  const words = searchable(chosen.q || "").split(/\s+/).filter(Boolean);
  return (demand) => (!chosen.party || demand.who.includes(chosen.party))
    && (!chosen.of || (chosen.of === "none" ? !demand.of.length : demand.of.includes(chosen.of)))
    && (!chosen.issue || demand.issue === chosen.issue)
    && (!chosen.kind || demand.kind === chosen.kind)
    && (!chosen.status || demand.status === chosen.status)
    && (!chosen.document || demand.texts.includes(chosen.document))
    && words.every((word) => haystack(demand).includes(word));
}

function sorted(demands, by) {
  const keys = {
    newest: (one) => one.latest, oldest: (one) => one.latest || "9999",
    who: (one) => one.who.map(partyName).join(" "), of: (one) => one.of.map(partyName).join(" ") || "\uffff",
    issue: (one) => label("issues", one.issue), status: (one) => Object.keys(DEMAND_STATUSES).indexOf(one.status),
    texts: (one) => -one.texts.length,
  };
  const chosen = Object.hasOwn(keys, by) ? by : "newest";
  const turned = chosen === "newest" ? -1 : 1;
  const pairs = demands.map((demand, at) => [keys[chosen](demand), at, demand]);
  pairs.sort((one, other) => turned * order(one[0], other[0]) || one[1] - other[1]);
  return pairs.map((pair) => pair[2]);
}

function ledger(chosen) {
  const found = sorted(data.tables.demands.filter(fits(chosen)), chosen.sort || "newest");
  const all = data.tables.demands.length;
  const words = found.length === all ? count(all, "demand") : `${found.length.toLocaleString("en")} of ${count(all, "demand")}`;
  tell(words);
  if (!found.length) return [el("p", { class: "nothing" }, "No demand fits. Take a filter away, or search for fewer words.")];
  const { rows, controls } = paged(found, chosen.page, LEDGER_PAGE);
  const sortable = (key, name) => {
    const on = chosen.sort === key;
    return { word: name, sort: on ? "ascending" : null, class: `c-${key}`, content: [
      el("button", { type: "button", class: "head", on: { click: () => choose({ sort: on ? "" : key }) } }, name),
      el("span", { class: "narrow" }, name)] };
  };
  const heads = [{ word: "What", content: "What", class: "c-what" }, sortable("who", "Who"), sortable("of", "Of whom"),
    sortable("issue", "Issue"), sortable("status", "Status"), sortable("texts", "Texts")];
  return [
    el("p", { class: "tally" }, words),
    grid("Demands", heads, rows.map(ledgerRow), "grid ledger"),
    controls,
  ].filter(Boolean);
}

function ledgerRow(demand) {
  return [
    [rowLink(demand.demand_id, demand.kind === "demand" ? null : [kindLabel(demand.kind), " "], el("q", { dir: "auto", class: "long" }, clipped(demand.content, 260))),
      demand.condition_text && el("small", { dir: "auto", class: "long" }, clipped(demand.condition_text, 160))],
    partyLinks(demand.who), partyLinks(demand.of), label("issues", demand.issue), standing(demand),
    demand.texts.length === 1
      ? readerLinkTo(demand)
      : rowLink(demand.demand_id, count(demand.texts.length, "text")),
  ];
}

function readerLinkTo(demand) {
  const [first] = data.evidenceOf(demand.demand_id);
  const words = clipped(documentName(demand.texts[0]), 60);
  return first ? readerLink(first, foreign(words)) : foreign(words);
}
