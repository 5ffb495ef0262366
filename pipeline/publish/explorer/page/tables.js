// Tables and pages of rows that read well on a narrow screen too. Roles are named because the narrow style changes
// the display of the cells, and a browser would then forget that it is a table.

function grid(caption, heads, rows, className) {
  const head = el("tr", { role: "row" }, heads.map((name) =>
    el("th", { role: "columnheader", scope: "col", class: name.class, "aria-sort": name.sort }, name.content || name)));
  const words = heads.map((name) => name.word || (typeof name === "string" ? name : ""));
  return el("table", { role: "table", class: className || "grid" },
    el("caption", { class: "unseen" }, caption),
    el("thead", { role: "rowgroup" }, head),
    el("tbody", { role: "rowgroup" }, rows.map((cells) => el("tr", { role: "row" }, cells.map((cell, at) => {
      const content = el("span", { class: "content" }, cell);
      const given = { class: heads[at].class, "data-word": words[at] || null };
      return at === 0
        ? el("th", { ...given, role: "rowheader", scope: "row" }, content)
        : el("td", { ...given, role: "cell" }, content);
    })))));
}

// One page of a list, and the controls to the others: { rows, controls }.
function paged(rows, page, size) {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const at = Math.min(pages, Math.max(1, Number.parseInt(page || "1", 10) || 1));
  const part = rows.slice((at - 1) * size, at * size);
  if (pages === 1) return { rows: part, controls: null };
  const jump = (target, words) => el("button", {
    type: "button", disabled: target < 1 || target > pages || target === at,
    on: { click: () => { choose({ page: String(target) }); toTop(); } },
  }, words);
  const from = (at - 1) * size + 1;
  const controls = el("nav", { class: "pages", "aria-label": "Pages" },
    jump(1, "First"), jump(at - 1, "Previous"),
    el("span", null, `${from.toLocaleString("en")}–${(from + part.length - 1).toLocaleString("en")} of ${rows.length.toLocaleString("en")}`),
    jump(at + 1, "Next"), jump(pages, "Last"));
  return { rows: part, controls };
}

function toTop() {
  const head = document.querySelector("main h1");
  head.setAttribute("tabindex", "-1");
  head.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function facts(pairs) {
  return el("dl", { class: "facts" }, pairs.filter((pair) => pair && pair[1]).map(([word, content]) =>
    el("div", null, el("dt", null, word), el("dd", null, content))));
}
