// Elements and text. Whatever comes from a text is only ever set as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

// Characters that turn or hide text: direction marks, controls, separators, invisible ones.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;
const HIDDEN_APART = new RegExp(`(${HIDDEN.source})`);
const BIDI_NAMES = {
  "\u061c": "Arabic letter mark", "\u200e": "left-to-right mark", "\u200f": "right-to-left mark",
  "\u202a": "left-to-right embedding", "\u202b": "right-to-left embedding", "\u202c": "end of embedding",
  "\u202d": "left-to-right override", "\u202e": "right-to-left override", "\u2066": "left-to-right isolate",
  "\u2067": "right-to-left isolate", "\u2068": "first strong isolate", "\u2069": "end of isolate",
};

function codePoint(character) {
  return `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

// Text as nodes: hidden characters are replaced by their code points in a frame, so that they act on nothing.
function shown(text) {
  if (!HIDDEN.test(text)) return document.createTextNode(text);
  const parts = document.createDocumentFragment();
  for (const part of text.split(HIDDEN_APART)) {
    if (part.length === 1 && HIDDEN.test(part)) {
      const mark = document.createElement("span");
      mark.className = "mark";
      mark.title = BIDI_NAMES[part] || "a character that cannot be seen";
      mark.textContent = codePoint(part);
      parts.append(mark);
    } else if (part) parts.append(part);
  }
  return parts;
}

// Text for places that hold plain text only: options, titles, the name of the page.
function plain(text, most = 80) {
  const seen = text.replace(new RegExp(HIDDEN.source, "g"), (one) => `[${codePoint(one)}]`);
  return clipped(seen, most);
}

function clipped(text, most) {
  if (text.length <= most) return text;
  const end = text.charCodeAt(most - 1) >= 0xd800 && text.charCodeAt(most - 1) < 0xdc00 ? most - 2 : most - 1;
  return `${text.slice(0, end)}…`;
}

// An element. `given`: attributes; `class` and `on` (event name -> function) too. Children: nodes, text, lists of them.
function el(name, given, ...children) {
  const element = document.createElement(name);
  return filled(element, given, children);
}

function svg(name, given, ...children) {
  return filled(document.createElementNS(SVG, name), given, children);
}

function filled(element, given, children) {
  for (const [key, value] of Object.entries(given || {})) {
    if (key === "on") {
      for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    } else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, String(value));
  }
  add(element, children);
  return element;
}

function add(element, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) add(element, child);
    else element.append(child instanceof Node ? child : shown(String(child)));
  }
}

// Words of a text or a name: kept apart from the direction of what stands around them.
function foreign(text, most) {
  const words = most ? clipped(text, most) : text;
  return el("bdi", { class: /\S{30}/.test(words) ? "long" : null }, words);
}

function unseen(text) {
  return el("span", { class: "unseen" }, text);
}

// A link to an address outside: only http and https become links, and the site is not told where they came from.
function outside(address, text) {
  if (!/^https?:\/\/[^\s]+$/i.test(address)) return foreign(text || address);
  return el("a", { href: address, rel: "noopener noreferrer nofollow", class: "outside" }, foreign(text || address));
}

// Nodes with commas and a last word between them: "A, B and C".
function listed(nodes, last = "and") {
  return nodes.flatMap((node, at) => [at === 0 ? "" : at === nodes.length - 1 ? ` ${last} ` : ", ", node]);
}

function count(number, thing, things) {
  return `${number.toLocaleString("en")} ${number === 1 ? thing : things || `${thing}s`}`;
}

// What screen readers say without the focus moving.
function tell(text) {
  document.getElementById("said").textContent = text;
}

let fields = 0;

// A control with its label above.
function labelled(words, control, className) {
  fields += 1;
  control.id = `field-${fields}`;
  return el("div", { class: className || "field" }, el("label", { for: control.id }, words), control);
}

// A list to choose from, with its label. `options`: [value, words] pairs.
function choice(words, value, options, change) {
  const select = el("select", { on: { change: () => change(select.value) } });
  for (const [key, name] of options) select.append(el("option", { value: key }, plain(name, 60)));
  select.value = value;
  return { field: labelled(words, select), select };
}

function copyButton(words, text) {
  const button = el("button", { type: "button", class: "plain", on: { click: () => copied(text).then((done) => {
    button.textContent = done ? "Copied" : "Select the words and copy them by hand";
    tell(button.textContent);
  }) } }, words);
  return button;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el("textarea", { class: "unseen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
