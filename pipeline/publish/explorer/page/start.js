// The start: unpack the data, draw the frame, show the place that the address names.

function frame() {
  const nav = document.getElementById("nav");
  const order_ = data.complete ? ["matrix", "ledger", "reader", "timeline", "network", "about"] : ["about"];
  for (const view of order_) nav.append(el("a", { href: address(view), "data-view": view }, VIEWS[view].word));
  if (!data.complete) {
    for (const view of Object.keys(VIEWS)) if (view !== "about") delete VIEWS[view];
    document.getElementById("name").href = address("about");
  }
  const { about } = data;
  add(document.getElementById("foot"), [
    el("p", null, "Made by a program, with mistakes: read the sentence before you rely on a row."),
    el("p", null, `${about.edition} · `, outside(about.licence.path, about.licence.title), " · ", link(address("about"), "About and downloads")),
  ]);
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    const main = document.getElementById("main");
    main.focus();
    main.scrollIntoView();
  });
}

function failed(error) {
  const main = document.getElementById("main");
  main.replaceChildren(el("h1", null, "This page could not be opened"),
    el("p", null, "Its data could not be read. Take the page anew, or use the files in the folder csv beside it."), el("p", { class: "faint" }, String(error)));
}

// Make the words of all demands searchable before someone searches, in small pieces while nothing else is to do.
function prepareSearch(from) {
  const idle = window.requestIdleCallback || ((act) => setTimeout(act, 50));
  idle(() => {
    const end = Math.min(from + 100, data.tables.demands.length);
    for (let at = from; at < end; at += 1) haystack(data.tables.demands[at]);
    if (end < data.tables.demands.length) prepareSearch(end);
  });
}

async function start() {
  try {
    data = dataset(await unpacked());
  } catch (error) {
    failed(error);
    return;
  }
  history.scrollRestoration = "manual";
  frame();
  render();
  if (data.complete) prepareSearch(0);
  window.addEventListener("hashchange", () => {
    if (!location.hash || location.hash.startsWith("#/")) render();
  });
}

start();
