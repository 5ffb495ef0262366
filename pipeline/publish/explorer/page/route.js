// The place in the page stands in the address behind "#/": view, id, and what is chosen there.

const VIEWS = {}; // view -> { word, build(place, main) -> { heading, update(place) } }; the view modules fill it
const ALIASES = { positions: "matrix", demands: "ledger", texts: "reader", who: "network" }; // word of the navigation -> view

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function encoded(text) {
  return encodeURIComponent(text).replace(/%3A/g, ":").replace(/%20/g, "+");
}

// Where the page is: { view, id, chosen }.
function here() {
  const hash = location.hash.startsWith("#/") ? location.hash.slice(2) : "";
  const cut = hash.indexOf("?");
  const path = cut < 0 ? hash : hash.slice(0, cut);
  const slash = path.indexOf("/");
  const named = decoded(slash < 0 ? path : path.slice(0, slash)) || (data.complete ? "matrix" : "about");
  const view = Object.hasOwn(ALIASES, named) ? ALIASES[named] : named;
  const chosen = {};
  for (const [key, value] of new URLSearchParams(cut < 0 ? "" : hash.slice(cut + 1))) {
    if (value !== "") chosen[key] = value;
  }
  return { view, id: slash < 0 ? "" : decoded(path.slice(slash + 1)), chosen };
}

function address(view, id, chosen) {
  const pairs = Object.entries(chosen || {}).filter(([, value]) => value);
  const query = pairs.map(([key, value]) => `${encodeURIComponent(key)}=${encoded(value)}`).join("&");
  const place = id ? `${view}/${encodeURIComponent(id).replace(/%3A/g, ":")}` : view;
  return `#/${place}${query ? `?${query}` : ""}`;
}

function link(target, ...children) {
  return el("a", { href: target }, ...children);
}

// Choose something in this view. `quietly`: without a new step for the back button, as while typing.
function choose(changes, quietly) {
  const place = here();
  const target = address(place.view, place.id, { ...place.chosen, page: "", ...changes });
  if (target === location.hash) return;
  if (quietly) {
    history.replaceState(history.state, "", target);
    render();
  } else location.hash = target;
}

let built = null; // the view that stands in the page: { key, update }
let steps = 0;
let present = null; // the step that stands in the page
const scrolled = new Map(); // step -> how far down the page was when it was left, and how far its frame was moved

function step() {
  const known = history.state && history.state.step;
  if (known) return { back: true, number: known };
  steps += 1;
  const number = `${performance.timeOrigin}-${steps}`;
  history.replaceState({ step: number }, "");
  return { back: false, number };
}

function render() {
  const place = here();
  const view = Object.hasOwn(VIEWS, place.view) ? VIEWS[place.view] : LOST;
  const key = `${place.view}/${place.id}`;
  const frameNow = document.querySelector(".wide");
  if (present) scrolled.set(present, [window.scrollY, frameNow ? frameNow.scrollTop : 0, frameNow ? frameNow.scrollLeft : 0]);
  const { back, number } = step();
  present = number;
  const main = document.getElementById("main");
  const first = built === null;
  if (first || built.key !== key) {
    main.replaceChildren();
    main.className = `view-${place.view}`;
    const { heading, update } = view.build(place, main);
    built = { key, update };
    document.title = `${plain(heading)} · ${plain(data.about.title)}`;
    mark(place);
    update(place);
    if (!first) {
      const head = main.querySelector("h1");
      head.setAttribute("tabindex", "-1");
      head.focus({ preventScroll: true });
    }
    const [down, frameDown, frameRight] = (back && scrolled.get(number)) || [0, 0, 0];
    const framed = main.querySelector(".wide");
    if (framed) framed.scrollTo(frameRight, frameDown);
    if (!place.chosen.at) window.scrollTo(0, down);
  } else built.update(place);
}

// Which view of the navigation is the present one. A record belongs to the view that lists its like.
function mark({ view, id }) {
  const lists = { party: "network", person: "network", role: "network", event: "timeline", place: "timeline", evidence: "reader" };
  const shownAs = view === "row" ? lists[id.slice(0, id.indexOf(":"))] || "ledger" : view;
  for (const item of document.querySelectorAll("#nav a")) {
    if (item.dataset.view === shownAs) item.setAttribute("aria-current", "page");
    else item.removeAttribute("aria-current");
  }
}

const LOST = {
  build(place, main) {
    main.append(el("h1", null, "There is no such view"), el("p", null, "Choose one of the views above."));
    return { heading: "No such view", update() {} };
  },
};
