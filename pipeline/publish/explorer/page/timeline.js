// Timeline: events in order of time. A date that is only known to a month or a year is drawn as that range.

const TIMELINE_PAGE = 100;
const DAY = 86_400_000;
const HAPPENED = ["occurred", "ongoing", "alleged", "denied"];

VIEWS.timeline = {
  word: "Timeline",
  build(place, main) {
    const results = el("div", { class: "results" });
    const { events } = data.tables;
    const counted = (pairs, name) => pairs.map(([code, many]) => [code, `${name(code)} (${many})`]);
    const partiesOf = events.flatMap((one) => unique(data.participantsOf(one.event_id).map((row) => row.party_id).filter(Boolean)));
    const fields = Object.fromEntries([
      ["status", "Status", "any status", counted(tally(events.map((one) => one.status)), (code) => EVENT_STATUSES[code] || code)],
      ["type", "Type", "any type", counted(tally(events.map((one) => one.event_type)), (code) => label("event_types", code))],
      ["party", "Party", "any party", counted(tally(partiesOf), partyName)],
      ["document", "Text", "all texts", data.documentsInOrder.map((one) => [one.document_id, one.title || one.path])],
    ].map(([key, word, any, options]) => [key, choice(word, place.chosen[key] || "", [["", any], ...options], (value) => choose({ [key]: value }))]));
    main.append(
      el("h1", null, "What happened, and what is planned"),
      el("p", { class: "lead" }, "A dot is a day. A bar is a range: the text names no more than a week, a month or a year, "
        + "and the event lies somewhere in it. Dashed signs are events that a text only plans or thinks possible."),
      el("div", { class: "controls" }, Object.values(fields).map((one) => one.field)), results);
    return { heading: "Timeline", update({ chosen }) {
      for (const [key, one] of Object.entries(fields)) one.select.value = chosen[key] || "";
      results.replaceChildren(...timeline(chosen));
    } };
  },
};

function timeline(chosen) {
  const found = data.tables.events.filter((one) => (!chosen.status || one.status === chosen.status)
    && (!chosen.type || one.event_type === chosen.type)
    && (!chosen.party || data.participantsOf(one.event_id).some((row) => row.party_id === chosen.party))
    && (!chosen.document || data.reportsOf(one.event_id).some((row) => row.document_id === chosen.document)));
  tell(count(found.length, "event"));
  if (!found.length) return [el("p", { class: "nothing" }, "No event fits. Take a filter away.")];
  const part = (event) => (!event.date_start ? 2 : HAPPENED.includes(event.status) ? 0 : 1);
  const ordered = found.map((event) => [part(event), event.date_start || "", event.date_end || "", event.event_id, event])
    .sort((one, other) => one[0] - other[0] || order(one[1], other[1]) || order(one[2], other[2]) || order(one[3], other[3]));
  const { rows, controls } = paged(ordered, chosen.page, TIMELINE_PAGE);
  const nodes = [el("p", { class: "tally" }, count(found.length, "event"))];
  for (const [at, title] of ["Happened, or said to have happened", "Planned or possible", "No date in the texts"].entries()) {
    const events = rows.filter((row) => row[0] === at).map((row) => row[4]);
    if (!events.length) continue;
    nodes.push(el("section", { class: `times part-${at}` }, el("h2", null, title),
      at === 2 ? el("ol", { class: "events" }, events.map((event) => el("li", null, happening(event))))
        : periods(events).map(([name, from, to, inside]) => period(name, from, to, inside))));
  }
  return [...nodes, controls].filter(Boolean);
}

// Events by year; those that reach over years stand by their years: [name, first day, last day, events].
function periods(events) {
  const groups = new Map();
  for (const event of events) {
    const [from, to] = [event.date_start.slice(0, 4), (event.date_end || event.date_start).slice(0, 4)];
    const name = from === to ? from : `${from}–${to}`;
    if (!groups.has(name)) groups.set(name, [name, `${from}-01-01`, `${to}-12-31`, []]);
    groups.get(name)[3].push(event);
  }
  return [...groups.values()].map(([name, from, to, inside]) => (name.length > 4 ? [name, from, to, inside] : [name, ...monthsAround(inside), inside]));
}

// The months that a year's events lie in, so that a busy spring is not squeezed into a corner of the year.
function monthsAround(events) {
  const narrow = events.filter((one) => !["year", "quarter", "decade"].includes(one.date_precision));
  const all = narrow.length ? narrow : events;
  const first = all.map((one) => one.date_start).sort(order)[0].slice(0, 7);
  const last = all.map((one) => one.date_end || one.date_start).sort(order).at(-1).slice(0, 7);
  const wide = narrow.length < events.length || first === last ? [`${first.slice(0, 4)}-01`, `${first.slice(0, 4)}-12`] : [first, last];
  const [year, month] = wide[1].split("-").map(Number);
  return [`${wide[0]}-01`, new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)];
}

function period(name, from, to, events) {
  const long = name.length > 4;
  return el("div", { class: "period" },
    el("div", { class: "period-head" }, el("h3", null, name), axis(from, to, long)),
    el("ol", { class: "events" }, events.map((event) => el("li", null,
      el("span", { class: "when" }, dateWords(event)), bar(event, from, to), happening(event)))));
}

function share(day, from, to, end) {
  const [first, last] = [Date.parse(from), Date.parse(to) + DAY];
  return 100 * Math.min(1, Math.max(0, (Date.parse(day) + (end ? DAY : 0) - first) / (last - first)));
}

function axis(from, to, long) {
  const ticks = [];
  if (long) {
    const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
    const every = Math.max(1, Math.ceil((last - first + 1) / 6));
    for (let year = first; year <= last; year += every) ticks.push([`${String(year).padStart(4, "0")}-01-01`, String(year)]);
  } else {
    for (let month = Number(from.slice(5, 7)); month <= Number(to.slice(5, 7)); month += 1) {
      ticks.push([`${from.slice(0, 4)}-${String(month).padStart(2, "0")}-01`, MONTHS[month - 1].slice(0, Number(to.slice(5, 7)) - Number(from.slice(5, 7)) > 7 ? 1 : 3)]);
    }
  }
  return svg("svg", { class: "axis", "aria-hidden": "true", focusable: "false" }, ticks.map(([day, word]) => [
    svg("line", { x1: `${share(day, from, to)}%`, x2: `${share(day, from, to)}%`, y1: 0, y2: 18 }),
    svg("text", { x: `${share(day, from, to)}%`, dx: 4, y: 13 }, word),
  ]));
}

// The days that the event can lie in, as a dot or a bar on the axis of its period.
function bar(event, from, to) {
  const [start, end] = [share(event.date_start, from, to), share(event.date_end || event.date_start, from, to, true)];
  const kind = HAPPENED.includes(event.status) ? "past" : "ahead";
  const single = event.date_start === (event.date_end || event.date_start);
  const shape = single
    ? svg("circle", { cx: `${(start + end) / 2}%`, cy: 10, r: 5 })
    : svg("rect", { x: `${start}%`, width: `${Math.max(1.5, end - start)}%`, y: 5, height: 10, rx: 5, class: event.date_precision === "day" ? "exact" : "range" });
  return svg("svg", { class: `bar ${kind} s-${event.status}`, "aria-hidden": "true", focusable: "false" },
    svg("line", { x1: "0", x2: "100%", y1: 10, y2: 10, class: "rail" }), shape);
}

function happening(event) {
  const place = event.place_id && data.places.get(event.place_id);
  return el("span", { class: "happening" }, rowLink(event.event_id, foreign(event.summary, 260)),
    el("span", { class: "under" }, eventStatus(event.status), place && [" · ", foreign(place.name, 80)],
      !event.date_start && event.date_text ? [" · ", "“", foreign(event.date_text, 80), "”"] : null,
      data.reportsOf(event.event_id).length > 1 ? ` · in ${count(data.reportsOf(event.event_id).length, "text")}` : null));
}
