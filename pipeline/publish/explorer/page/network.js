// Who and with whom: parties and people, and the meetings between parties as a drawing and as a table.

const MOST_DRAWN = 16;
const PEOPLE_PAGE = 100;

VIEWS.network = {
  word: "Who",
  build(place, main) {
    const links = meetings();
    const people = el("div");
    main.append(
      el("h1", null, "Who, and with whom"),
      el("p", { class: "lead" }, "The parties, the people who speak for them, and who meets whom in the texts: talks, visits and calls."),
      section("Meetings", links.length ? meetingsPart(links) : el("p", { class: "nothing" }, "The texts tell of no meeting between two parties.")),
      section("Parties", partiesTable()),
      section("People", people));
    return { heading: "Who, and with whom", update({ chosen }) {
      const { rows, controls } = paged(data.tables.people, chosen.page, PEOPLE_PAGE);
      people.replaceChildren(...[grid("People", ["Person", "Role in the texts", "Named"], rows.map((one) => [
        personLink(one.person_id), rolesOf(one.person_id), count(data.evidenceOf(one.person_id).length, "time"),
      ])), controls].filter(Boolean));
    } };
  },
};

// Pairs of parties that meet: { one, other, held, ahead, events }; most meetings first.
function meetings() {
  const pairs = new Map();
  for (const event of data.tables.events) {
    if (event.event_type !== "CONSULT" || event.status === "denied") continue;
    const parties = unique(data.participantsOf(event.event_id)
      .filter((row) => row.party_id && row.role !== "absent").map((row) => row.party_id)).sort(order);
    for (let at = 0; at < parties.length; at += 1) {
      for (let to = at + 1; to < parties.length; to += 1) {
        const key = `${parties[at]} ${parties[to]}`;
        if (!pairs.has(key)) pairs.set(key, { one: parties[at], other: parties[to], held: 0, ahead: 0, events: [] });
        const pair = pairs.get(key);
        if (HAPPENED.includes(event.status)) pair.held += 1;
        else pair.ahead += 1;
        pair.events.push(event);
      }
    }
  }
  return [...pairs.values()].sort((a, b) => b.events.length - a.events.length || order(a.one, b.one) || order(a.other, b.other));
}

function meetingsPart(links) {
  const most = 100;
  return [
    el("figure", { class: "net" }, drawing(links),
      el("figcaption", { class: "faint" }, "A line joins two parties that meet; the thicker, the more often. Dashed: only planned or possible so far. The table says the same.")),
    grid("Meetings between two parties", ["Party", "and party", "Held", "Planned or possible", "The meetings"], links.slice(0, most).map((pair) => [
      partyLink(pair.one), partyLink(pair.other), pair.held, pair.ahead,
      meetingsOf(pair),
    ]), "grid pairs"),
    links.length > most && el("p", { class: "faint" }, `and ${count(links.length - most, "more pair")}`),
  ];
}

// The meetings of a pair, put there when someone opens them.
function meetingsOf(pair) {
  const details = el("details", { on: { toggle: () => {
    if (details.childElementCount === 1) details.append(list(pair.events.slice(0, 50).map(eventLine)));
  } } }, el("summary", null, count(pair.events.length, "meeting"), unseen(` of ${plain(partyName(pair.one))} and ${plain(partyName(pair.other))}`)));
  return details;
}

// The parties on a circle in the order of their meetings, neighbours of most meetings side by side.
function drawing(links) {
  const weight = new Map();
  for (const pair of links) {
    for (const id of [pair.one, pair.other]) weight.set(id, (weight.get(id) || 0) + pair.events.length);
  }
  const drawn = seated([...weight].sort((a, b) => b[1] - a[1] || order(a[0], b[0])).slice(0, MOST_DRAWN).map(([id]) => id), links);
  const [width, radius] = [720, drawn.length < 6 ? 120 : 170];
  const spot = new Map(drawn.map((id, at) => {
    const angle = (2 * Math.PI * at) / drawn.length - Math.PI / 2;
    return [id, { x: width / 2 + radius * 1.2 * Math.cos(angle), y: radius * Math.sin(angle), angle }];
  }));
  const inside = links.filter((pair) => spot.has(pair.one) && spot.has(pair.other));
  const tops = [...spot.values()].map((one) => one.y);
  const [top, bottom] = [Math.min(...tops) - 48, Math.max(...tops) + 48];
  // a line leans a third of the way to the middle, so that lines between neighbours do not run along the circle
  const lean = (from, to, axis, middle) => (((from[axis] + to[axis]) / 2) * 2 / 3 + middle / 3).toFixed(1);
  const title = `Meetings between ${count(drawn.length, "party", "parties")}: ${inside.slice(0, 5).map((pair) =>
    `${plain(partyName(pair.one))} and ${plain(partyName(pair.other))}, ${pair.events.length}`).join("; ")}`;
  return svg("svg", { viewBox: `0 ${top} ${width} ${bottom - top}`, role: "img", "aria-label": title, class: "network" },
    [...inside].reverse().map((pair) => {
      const [from, to] = [spot.get(pair.one), spot.get(pair.other)];
      return svg("path", { class: pair.held ? "held" : "ahead", "stroke-width": Math.min(9, 1.5 + pair.events.length),
        d: `M${from.x.toFixed(1)} ${from.y.toFixed(1)}Q${lean(from, to, "x", width / 2)} ${lean(from, to, "y", 0)} ${to.x.toFixed(1)} ${to.y.toFixed(1)}` });
    }),
    drawn.map((id) => {
      const { x, y, angle } = spot.get(id);
      const side = Math.abs(Math.cos(angle)) < 0.25 ? "middle" : Math.cos(angle) > 0 ? "start" : "end";
      const size = Math.min(16, 6 + 1.5 * weight.get(id));
      const [dx, dy] = [side === "middle" ? 0 : (side === "start" ? 1 : -1) * (size + 6), side === "middle" ? (Math.sin(angle) > 0 ? size + 18 : -size - 8) : 5];
      return [svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: size }),
        svg("text", { x: (x + dx).toFixed(1), y: (y + dy).toFixed(1), "text-anchor": side }, plain(partyName(id), 26))];
    }));
}

// Who sits beside whom: the first party, then each time the one that meets the last one most.
function seated(ids, links) {
  const between = new Map();
  for (const pair of links) {
    between.set(`${pair.one} ${pair.other}`, pair.events.length);
    between.set(`${pair.other} ${pair.one}`, pair.events.length);
  }
  const left = ids.slice(1);
  const seats = ids.slice(0, 1);
  while (left.length) {
    const last = seats[seats.length - 1];
    let best = 0;
    for (let at = 1; at < left.length; at += 1) {
      if ((between.get(`${last} ${left[at]}`) || 0) > (between.get(`${last} ${left[best]}`) || 0)) best = at;
    }
    seats.push(...left.splice(best, 1));
  }
  return seats;
}

function partiesTable() {
  const own = new Map(tallied("who", () => data.tables.demands.flatMap((one) => one.who)));
  const asked = new Map(tallied("of", () => data.tables.demands.flatMap((one) => one.of)));
  const most = 150;
  const weight = (party) => (own.get(party.party_id) || 0) + (asked.get(party.party_id) || 0);
  const rows = [...data.tables.parties].sort((a, b) => weight(b) - weight(a) || order(a.name, b.name));
  const number = (many, chosen) => (many ? link(address("ledger", "", chosen), many.toLocaleString("en"), unseen(" demands")) : "0");
  return [grid("Parties", ["Party", "Kind", "Part of", "People", "Wants", "Is asked"], rows.slice(0, most).map((one) => [
    partyLink(one.party_id), label("party_types", one.type), one.part_of_id ? partyLink(one.part_of_id) : "",
    listed(unique(data.rolesOfParty(one.party_id).map((row) => row.person_id)).slice(0, 6).map(personLink)),
    number(own.get(one.party_id), { party: one.party_id }), number(asked.get(one.party_id), { of: one.party_id }),
  ])), rows.length > most && el("p", { class: "faint" }, `and ${count(rows.length - most, "more party", "more parties")} with fewer demands`)];
}
