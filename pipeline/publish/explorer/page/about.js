// About: what this is, how right it is, what was checked, how to cite it, where the files are.

VIEWS.about = {
  word: "About",
  build(place, main) {
    const { about } = data;
    add(main, [
      el("h1", null, "About this dataset"),
      data.complete ? null : tooMany(about.rows.evidence),
      el("p", { class: "lead" }, foreign(about.description)),
      section("What is in it", sizes(about.rows)),
      section("How right it is", accuracy(about)),
      section("What was checked", checks(about)),
      about.reports.length > 0 && section("Reports", reports(about)),
      section("Licence", el("p", null, "The tables are licensed under ", outside(about.licence.path, about.licence.title),
        ". The texts keep their own licences and are not part of the dataset; it quotes the sentences that state something, with their source.")),
      section("How to cite", cite(about)),
      section("Files", files(about))]);
    return { heading: "About this dataset", update() {} };
  },
};

function tooMany(rows) {
  return el("div", { class: "note", id: "too-many" },
    el("p", null, el("strong", null, `This dataset has ${count(rows, "row")} of evidence: too many for one page.`)),
    el("p", null, "Ask it with DuckDB, which opens any size at once:"),
    el("pre", null, el("code", null, "duckdb -readonly parley.duckdb \"select claimants, summary, status from demand_ledger\"")),
    el("p", null, "Or ask it in SQL with ", el("code", null, "parley query"), ", or in this browser with ", el("code", null, "parley serve --datasette"), "."));
}

function sizes(rows) {
  const names = { documents: "text", parties: "party", people: "person", demands: "demand", stances: "position or answer", events: "event", evidence: "quoted passage" };
  const many = { parties: "parties", people: "people", stances: "positions and answers" };
  return el("ul", { class: "sizes" }, Object.entries(names).map(([table, one]) =>
    el("li", null, el("strong", null, rows[table].toLocaleString("en")), " ", rows[table] === 1 ? one : many[table] || `${one}s`)));
}

function percent(value) {
  return `${Math.round(100 * value)} %`;
}

function accuracy(about) {
  const warning = el("p", null, "A program made the tables, and they hold mistakes. Before you rely on a row, read its sentence.");
  const unseenTexts = el("p", { id: "unseen-texts" }, `Expect less of other texts: ${about.unseen} (F1 is the mean of what is right among the rows found, and what is found of all there is.)`);
  if (!about.accuracy) return [warning, el("p", null, "The accuracy of this dataset has not been measured. What is known of Parley itself:"), unseenTexts];
  const { documents, tables, attributes } = about.accuracy;
  return [
    warning,
    unseenTexts,
    el("p", null, about.measured_here
      ? `The figures below come from ${count(documents, "text")} that people annotated for this dataset.`
      : `The figures below come from ${count(documents, "text")} that people annotated and that helped to develop the rules: they are better than those of other texts.`),
    grid("Accuracy by table", ["Table", "Of the rows found, right", "Of what is in the texts, found"],
      Object.entries(tables).map(([name, one]) => [name, percent(one.precision), percent(one.recall)]), "grid small"),
    el("details", null, el("summary", null, "How often single values are right"), grid("Accuracy by value", ["Value", "Right", "Of"],
      Object.entries(attributes).filter(([, one]) => one.of).map(([name, one]) => [name.replace(".", ": ").replaceAll("_", " "), percent(one.share), one.of]), "grid small")),
  ];
}

function checks(about) {
  if (!about.checks) return el("p", null, "There is no report of checks.");
  const { ran, findings } = about.checks;
  const quality = about.files.find(([path]) => path === "reports/quality.html") || about.files.find(([path]) => path === "reports/quality.json");
  return [
    el("p", null, `${count(ran, "check of the tables", "checks of the tables")} ran before this dataset was published; ${findings.length ? `${count(findings.length, "of them warns", "of them warn")}:` : "none found anything."}`),
    findings.length > 0 && list(findings.map((one) => [el("strong", null, one.table), `: ${one.message} (${count(one.rows, "row")})`])),
    quality && el("p", null, link(quality[0], "The full report")),
  ];
}

function reports(about) {
  const sizes = new Map(about.files);
  return el("ul", { class: "plainlist" }, about.reports.map(([path, words]) => el("li", null,
    link(path, path.slice("reports/".length)), `: ${words}`, sizes.get(path) ? el("span", { class: "faint" }, ` (${bytes(sizes.get(path))})`) : null)));
}

function cite(about) {
  return [el("p", { class: "cite" }, foreign(about.citation)), el("p", null, copyButton("Copy", about.citation)),
    el("p", { class: "faint" }, "To cite one row, add its id, for example ", el("code", null, data.complete && data.tables.demands.length ? data.tables.demands[0].demand_id : "demand:…"), ".")];
}

const FILE_GROUPS = [
  ["All tables for DuckDB", /\.duckdb$/], ["Tables as CSV", /^csv\//], ["Tables as Parquet", /^parquet\//], ["As one spreadsheet", /\.xlsx$/],
  ["Events and stances with the codes of other datasets", /^exports\//], ["Explained", /^(data-dictionary\.md|queries\.sql|schemas\/)/],
  ["For catalogues of data", /^metadata\//],
  ["Other", /./],
];

function files(about) {
  const told = new Set(about.reports.map(([path]) => path));
  const left = [["parley.duckdb", null], ...about.files.filter(([path]) => !told.has(path))];
  const parts = FILE_GROUPS.map(([title, pattern]) => {
    const own = left.filter(([path]) => pattern.test(path));
    for (const one of own) left.splice(left.indexOf(one), 1);
    return own.length > 0 && el("details", { open: /DuckDB|CSV/.test(title) }, el("summary", null, own.length > 1 ? `${title} (${own.length})` : title),
      el("ul", { class: "files" }, own.map(([path, size]) => el("li", null,
        el("a", { href: path.split("/").map(encodeURIComponent).join("/") }, path.replace(/^(csv|parquet|schemas)\//, "")),
        el("span", { class: "faint" }, /\.(duckdb|xlsx)$/.test(path) ? " (in every release; else a build makes it)" : size !== null && ` ${bytes(size)}`)))));
  });
  return [el("p", null, "The files lie beside this page; datapackage.json, one folder up, describes them."), parts];
}

function bytes(size) {
  return size < 1000 ? `${size} bytes` : size < 1e6 ? `${Math.round(size / 1000)} kB` : `${(size / 1e6).toFixed(1)} MB`;
}
