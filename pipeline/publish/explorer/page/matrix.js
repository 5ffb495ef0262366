// Positions: issues down, parties across; a cell lists what the party wants there and where that stands.

const FIRST_PARTIES = 6; // columns before someone asks for more
const MOST_PARTIES = 12;
const FIRST_DEMANDS = 6; // entries of a cell; fewer where many cells are filled, so that the table stays quick
const MOST_ENTRIES = 320;

VIEWS.matrix = {
  word: "Positions",
  build(place, main) {
    const controls = el("div", { class: "controls" });
    const results = el("div", { class: "results" });
    const byStatus = tallied("status", () => data.tables.demands.map((one) => one.status));
    const state = choice("Status", place.chosen.status || "", [["", "any status"],
      ...byStatus.map(([code, many]) => [code, `${DEMAND_STATUSES[code] || code} (${many})`])],
    (value) => choose({ status: value }));
    const texts = choice("Text", place.chosen.document || "", [["", "all texts"],
      ...data.documentsInOrder.map((one) => [one.document_id, one.title || one.path])],
    (value) => choose({ document: value }));
    controls.append(state.field, texts.field);
    main.append(
      el("h1", null, "Who wants what"),
      el("p", { class: "lead" }, "What each party demands, offers or sets as a condition, issue by issue. "
        + "Choose a demand to read the sentence that states it."),
      controls, legend(byStatus.map(([code]) => code)), results);
    return { heading: "Who wants what", update({ chosen }) {
      state.select.value = chosen.status || "";
      texts.select.value = chosen.document || "";
      results.replaceChildren(...matrix(chosen));
      framed();
    } };
  },
};

// A table that fits across needs no frame. Where there is one, it says what lies below its edge.
function framed() {
  const frame = document.querySelector(".wide");
  if (!frame) return;
  frame.classList.remove("fits");
  frame.classList.toggle("fits", frame.scrollWidth <= frame.clientWidth);
  const below = document.getElementById("below");
  below.hidden = frame.classList.contains("fits") || frame.scrollHeight <= frame.clientHeight;
}

window.addEventListener("resize", framed);

function legend(statuses) {
  return el("ul", { class: "legend", "aria-label": "Signs" }, statuses.map((code) =>
    el("li", null, status(code, DEMAND_STATUSES[code] || code), el("span", { class: "faint" }, `: ${STATUS_MEANINGS[code] || ""}`))));
}

function matrix(chosen) {
  const demands = data.tables.demands.filter((one) => (!chosen.status || one.status === chosen.status)
    && (!chosen.document || one.texts.includes(chosen.document)));
  tell(count(demands.length, "demand"));
  if (!demands.length) return [el("p", { class: "nothing" }, "No demand fits. Choose another status or text.")];
  const parties = tally(demands.flatMap((one) => one.who)).map(([id]) => id);
  const issues = tally(demands.map((one) => one.issue)).map(([code]) => code);
  const wanted = chosen.parties === "all" ? MOST_PARTIES : Number.parseInt(chosen.parties || "", 10) || FIRST_PARTIES;
  const across = parties.slice(0, Math.min(wanted, MOST_PARTIES));
  const cells = new Map();
  for (const demand of demands) {
    for (const party of demand.who) {
      const key = `${demand.issue} ${party}`;
      if (cells.has(key)) cells.get(key).push(demand);
      else cells.set(key, [demand]);
    }
  }
  const inside = issues.map((issue) => across.map((party) => cells.get(`${issue} ${party}`) || NONE));
  const most = entriesPerCell(inside.flat());
  const rows = issues.map((issue, at) => [issueName(issue), ...across.map((party, to) =>
    cell(inside[at][to], { ...chosen, issue, party }, most))]);
  const heads = ["Issue", ...across.map((party) => ({ word: clipped(partyName(party), 60), content: partyLink(party) }))];
  const table = el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Positions by issue and party" },
    grid("Demands by issue and party", heads, rows, "matrix"));
  const silent = data.tables.issues.filter((one) => !issues.includes(one.code)).map((one) => one.label.toLowerCase());
  const below = el("p", { class: "more", id: "below" }, `The table has ${count(issues.length, "issue")}: move down inside of it for those below its edge, and to the right for more parties.`);
  return [below, table, moreParties(parties.length, across.length), silent.length && el("p", { class: "faint" }, `Nothing on ${silent.join(", ")}.`)].filter(Boolean);
}

// How many entries a cell can show when the table as a whole shall stay below its most.
function entriesPerCell(cells) {
  for (let most = FIRST_DEMANDS; most > 1; most -= 1) {
    if (cells.reduce((sum, one) => sum + Math.min(most, one.length), 0) <= MOST_ENTRIES) return most;
  }
  return 1;
}

function moreParties(all, shownNow) {
  const next = Math.min(all, shownNow + FIRST_PARTIES, MOST_PARTIES);
  const button = (number, words) => el("button", { type: "button", on: { click: () => choose({ parties: number > FIRST_PARTIES ? String(number) : "" }) } }, words);
  return el("p", { class: "actions" },
    next > shownNow && button(next, `Show ${count(next - shownNow, "more party", "more parties")}`),
    shownNow > FIRST_PARTIES && button(FIRST_PARTIES, "Show fewer parties"),
    all > MOST_PARTIES && shownNow === MOST_PARTIES && el("span", { class: "faint" },
      `${count(all - shownNow, "party", "parties")} with fewer demands stand in the `, link(address("ledger"), "list of all demands"), " only."));
}

function issueName(code) {
  const row = data.tables.issues.find((one) => one.code === code);
  return el("span", { class: "issue" }, row ? row.label : code, row && el("small", null, row.definition));
}

function cell(demands, chosen, most) {
  if (!demands.length) return el("span", { class: "empty" }, unseen("nothing"));
  const first = demands.slice(0, most);
  const rest = demands.length - first.length;
  return [
    el("ul", { class: "cell" }, first.map((demand) => el("li", null,
      rowLink(demand.demand_id, demand.kind === "demand" ? null : [kindLabel(demand.kind), " "], foreign(demand.content, 140)),
      el("span", { class: "under" }, demand.of.length ? el("span", { class: "of" }, `of ${listedNames(demand.of)}`) : null, " ",
        standing(demand))))),
    rest > 0 && link(address("ledger", "", { party: chosen.party, issue: chosen.issue, status: chosen.status, document: chosen.document }),
      `and ${rest.toLocaleString("en")} more`),
  ];
}
