// ---- Files -----------------------------------------------------------------------------------

const FORMAT = 1;
const BASE64 = {};
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].forEach((char, at) => { BASE64[char] = at; });
const LENGTHS = {};
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].forEach((char, at) => { LENGTHS[char] = at; });
const texts = new Map(), pending = new Map(), chunks = new Map();
let root = null;

/** A file of the index gives its text here. */
function got(name, text) { texts.set(name, text); }

function need(name) {
  if (texts.has(name)) return Promise.resolve(texts.get(name));
  if (!pending.has(name)) {
    pending.set(name, search.load(name).then(
      () => { pending.delete(name); return texts.get(name); },
      (error) => { pending.delete(name); throw error; }));
  }
  return pending.get(name);
}

let opening = null;

function forget() {
  texts.clear();
  chunks.clear();
  root = opening = null;
}

/** Load the root, once, however many ask for it at the same time. */
function open() {
  opening = opening || need("root").then((found) => {
    if (!found || found.format !== FORMAT) throw new Error("kashshaf: the search index is of another version");
    const split = (text) => (text ? text.split(" ") : []);
    root = { ...found, firsts: split(found.firsts), begins: split(found.begins), particles: new Set(split(found.particles).map(coarse)) };
    return root;
  }).catch((error) => { opening = null; throw error; });
  return opening;
}

const hash = (all, at) => all.slice(at * 6, at * 6 + 6);

function place(word, firsts = root.firsts) {
  let low = 0, high = firsts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firsts[middle] <= word) low = middle; else high = middle - 1;
  }
  return low;
}

/** A file of the dictionary: key → lines, and the lines by their first field. */
async function chunk(at) {
  if (at < 0 || at >= root.firsts.length) return { keys: new Map(), lines: new Map() };
  if (!chunks.has(at)) {
    const text = await need(`w${at}-${hash(root.words, at)}`);
    const keys = new Map(), lines = new Map();
    for (const row of text.split("\n")) {
      const line = read(row);
      const word = key(line.name.replace(/^\*+/, "").split(" ")[0]);
      if (!keys.has(word)) keys.set(word, []);
      keys.get(word).push(line);
      if (!line.alias) lines.set(line.name, line);
    }
    chunks.set(at, { keys, lines });
  }
  return chunks.get(at);
}

function read(row) {
  const bar = row.indexOf("|");
  const arrow = row.indexOf(">");
  if (bar < 0 || (arrow >= 0 && arrow < bar)) {
    const [name, heads, size] = row.split(">");
    return { alias: true, name, links: targets(heads), size: size ? 3 * 2 ** Number(size) : 1 };
  }
  const [name, forms, links, ...card] = row.split("|");
  const found = { alias: false, name, forms: new Map(), links: targets(links) };
  if (forms) {
    for (const form of forms.split(";")) {
      const colon = form.indexOf(":");
      found.forms.set(form.slice(0, colon), form.slice(colon + 1));
    }
  }
  if (card.length) found.card = JSON.parse(card.join("|"));
  return found;
}

function targets(text) {
  return !text ? [] : text.split(",").map((item) => {
    const colon = item.lastIndexOf(":");
    return colon < 0 ? [item, 1] : [item.slice(0, colon), Number(item.slice(colon + 1)) / 10];
  });
}

async function group(word) { return (await chunk(place(word))).keys.get(word) || []; }

async function entry(head) {
  return (await chunk(place(key(head.replace(/^\*+/, ""))))).lines.get(head);
}

/** Decode a posting list (pack.py): calls back with (article, steps, number of steps). */
function unpack(packed, call) {
  let at = 0, bits = 0, left = 0;
  const bit = () => {
    if (!left) { bits = at < packed.length ? BASE64[packed[at++]] : 0; left = 6; }
    return (bits >> --left) & 1;
  };
  const number = (count) => { let value = 0; while (count--) value = value * 2 + bit(); return value; };
  const rice = (parameter) => { let high = 0; while (bit()) high++; return high * (1 << parameter) + number(parameter); };
  let zeros = 0;
  while (!bit()) if (++zeros > 30) return;
  const total = (1 << zeros) + number(zeros);
  const first = number(4), second = number(4);
  for (let i = 0, article = -1; i < total; i++) {
    article += rice(first) + 1;
    let count = 1;
    while (bit()) count++;
    const steps = [];
    if (second < 15) for (let j = 0, step = -1; j < count; j++) steps.push(step += rice(second) + 1);
    call(article, steps, count);
  }
}

/** Tell a list that says where in an article; particles are kept without places. */
function placed(packed) {
  let zeros = 0;
  const bits = [...packed.slice(0, 8)].map((char) => BASE64[char].toString(2).padStart(6, "0")).join("");
  while (bits[zeros] === "0") zeros++;
  return bits.slice(2 * zeros + 5, 2 * zeros + 9) !== "1111";
}
