// The data block of the page: JSON as it is, or JSON that is packed with gzip and base64.

async function unpacked() {
  const block = document.getElementById("data");
  const text = block.textContent;
  const packing = block.dataset.packing;
  block.remove();
  if (packing !== "gzip") return JSON.parse(text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

// The rows of a table as objects, from its columns.
function rowsOf(columns, strings) {
  const names = Object.keys(columns);
  const lists = names.map((name) => columns[name].v || columns[name].s.map((at) => (at < 0 ? null : strings[at])));
  const rows = new Array(lists.length ? lists[0].length : 0);
  for (let at = 0; at < rows.length; at += 1) {
    const row = {};
    for (let column = 0; column < names.length; column += 1) row[names[column]] = lists[column][at];
    rows[at] = row;
  }
  return rows;
}
