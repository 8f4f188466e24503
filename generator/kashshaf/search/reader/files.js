// ---- Files -----------------------------------------------------------------------------------

const FORMAT = 2;
const BASE64 = {};
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].forEach((char, at) => { BASE64[char] = at; });
const LENGTHS = {};
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].forEach((char, at) => { LENGTHS[char] = at; });
/** How long an article can be, in steps (pack.py). */
const SIZES = [8];
while (SIZES.length < 64) SIZES.push(SIZES[SIZES.length - 1] + Math.max(1, (SIZES[SIZES.length - 1] * 9) >> 6));
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
  for (const known of [texts, chunks, lists]) known.clear();
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

/** A part of the dictionary: its rows, and their posting lists. Rows are read when they are
 * asked for: a query needs a few of hundreds. */
function chunk(at) {
  if (!chunks.has(at)) {
    const names = ["w", "p"].map((kind) => `${kind}${at}-${hash(root.words, at)}`);
    chunks.set(at, Promise.all(names.map(need)).then(([rows, lists]) => {
      names.forEach((name) => texts.delete(name));
      return { rows: rows.split("\n"), lists: lists.split("\n"), starts: null, lines: [] };
    }, (error) => { chunks.delete(at); throw error; }));
  }
  return chunks.get(at);
}

const nameOf = (row) => row.split(/[|>]/, 1)[0];
const keyOf = (row) => key(nameOf(row).replace(/^\*+/, "").split(" ", 1)[0]);

/** The row of this number, read: a word with its forms and links, or an alias. */
function line(part, at) {
  if (!part.lines[at]) part.lines[at] = read(part.rows[at], part, at);
  return part.lines[at];
}

function read(row, part, at) {
  const bar = row.indexOf("|");
  const arrow = row.indexOf(">");
  if (arrow >= 0 && (bar < 0 || arrow < bar)) {
    const [name, heads, size] = row.split(">");
    return { alias: true, name, links: heads ? targets(heads, 1) : [[name, 1]], size: size ? 3 * 2 ** Number(size) : 1 };
  }
  const [name, forms = "", links, ...card] = row.split("|");
  const found = { alias: false, name, forms: new Map(), links: targets(links, 0.8) };
  let list = firstList(part, at);
  if (forms !== "-") for (const form of forms.split(" ")) found.forms.set(form || name, part.lists[list++]);
  if (card.length) found.card = JSON.parse(card.join("|"));
  return found;
}

/** Where the lists of a row begin: those of all the rows before are counted once. */
function firstList(part, at) {
  if (!part.starts) {
    let sum = 0;
    part.starts = part.rows.map((row) => {
      const start = sum;
      const [name, forms = ""] = row.split("|", 2);
      if (!name.includes(">") && forms !== "-") sum += forms.split(" ").length;
      return start;
    });
  }
  return part.starts[at];
}

function targets(text, usual) {
  return !text ? [] : text.split(" ").map((item) => {
    const colon = item.lastIndexOf(":");
    return colon < 0 ? [item, usual] : [item.slice(0, colon), Number(item.slice(colon + 1)) / 10];
  });
}

/** Where the rows of a key begin, in rows that are sorted by it. */
function firstRow(rows, word) {
  let low = 0, high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(rows[middle]) < word) low = middle + 1; else high = middle;
  }
  return low;
}

/** What stands under a key. */
async function group(word) {
  const found = [];
  if (!root.firsts.length) return found;
  const part = await chunk(place(word));
  for (let at = firstRow(part.rows, word); at < part.rows.length && keyOf(part.rows[at]) === word; at++) found.push(line(part, at));
  return found;
}

/** A word or a record by its name. */
async function entry(head) {
  return (await group(key(head.replace(/^\*+/, "")))).find((row) => !row.alias && row.name === head);
}

/** Decode a posting list (pack.py): calls back with (article, steps, number of steps). */
function unpack(packed, call, sizes = root.sizes) {
  let at = 0, bits = 0, left = 0;
  const bit = () => {
    if (!left) { bits = at < packed.length ? BASE64[packed[at++]] : 0; left = 6; }
    return (bits >> --left) & 1;
  };
  const number = (count) => { let value = 0; while (count--) value = value * 2 + bit(); return value; };
  const below = (room) => {
    if (room < 2) return 0;
    const width = 32 - Math.clz32(room - 1), short = 2 ** width - room;
    const value = number(width - 1);
    return value < short ? value : value * 2 + bit() - short;
  };
  let zeros = 0;
  while (!bit()) if (++zeros > 30) return;
  const total = (1 << zeros) + number(zeros);
  const places = bit();
  const parameter = Math.max(0, 31 - Math.clz32(Math.floor(sizes.length * 11 / (total * 16))));
  for (let i = 0, article = -1; i < total; i++) {
    let high = 0;
    while (bit()) high++;
    article += high * 2 ** parameter + number(parameter) + 1;
    if (article >= sizes.length) return; // what was cut ends in zeros
    let count = 1;
    while (count < 3 && bit()) count++;
    const steps = [];
    if (places) {
      const room = SIZES[LENGTHS[sizes[article]]];
      for (let rest = count - 1, step = -1; rest >= 0; rest--) steps.push(step += below(room - step - 1 - rest) + 1);
    }
    call(article, steps, count);
  }
}

/** Tell a list that says where in an article; particles are kept without places. */
function placed(packed) {
  let zeros = 0;
  const bits = [...packed.slice(0, 8)].map((char) => BASE64[char].toString(2).padStart(6, "0")).join("");
  while (bits[zeros] === "0") zeros++;
  return bits[2 * zeros + 1] === "1";
}
