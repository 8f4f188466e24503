/* Kashshaf's search, without a page: what a word is, which articles have it, in which order.
 *
 * The index lies in scripts that hand a string to kashshaf.search.got(name, text), so that the
 * same code works on http and on file://.
 *
 * window.kashshaf.search(query, {limit, filters, groups, facets}) is public: see docs/search.md.
 * This file is put together from generator/kashshaf/search/reader/.
 */
(function (global) {
"use strict";

// ---- Words: text.py, character for character -----------------------------------------------

const MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff" +
  "\u00ad\u061c\u200c-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff";
const LETTERS = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06fc\u06ff" +
  "\u0750-\u077f\u08a0-\u08c7\ufb50-\ufd3d\ufdf2\ufe70-\ufefc";
const DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9";
const LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\u0300-\u036f";
const TOKEN = new RegExp(
  `[${LETTERS}][${LETTERS}${MARKS}]*|[${DIGITS}]+(?:[.,\u066b\u066c][${DIGITS}]+)*|[${LATIN}][${LATIN}\u00ad\u200c-\u200f]*`, "g");
// Letters of the longest word; what is longer is none, and is passed over.
const LONGEST = 40;
const MARK = new RegExp(`[${MARKS}]`, "g");
const RUN = new RegExp(`[${DIGITS}]+`, "g");
const ARABIC = /[\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff]/;
const FINE = {};
for (const [plain, forms] of Object.entries({
  "ا": "ٱٲٳٵ", "ي": "یېۍێٸےۓ", "و": "ٶٷۄۆۇۈۉۊۋۏ", "ه": "ەۀہۂھۿ", "ة": "ۃ", "ك": "کڪګگڭݣ",
  "ق": "ڨ", "ب": "پ", "ج": "چ", "ف": "ڤ", "ز": "ژ",
})) for (const form of forms) FINE[form] = plain;
for (let digit = 0; digit < 10; digit++) {
  FINE[String.fromCharCode(0x660 + digit)] = FINE[String.fromCharCode(0x6f0 + digit)] = String(digit);
}
Object.assign(FINE, { "\u066b": ".", "\u066c": ",", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i" });
const COARSE = { "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "ء", "ئ": "ء" };
const BARE = { "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ء": "" };

function translate(text, table) {
  let out = "";
  for (const char of text) out += char in table ? table[char] : char;
  return out;
}

function fine(word) {
  const plain = translate(
    word.replace(/[\ufb50-\ufdff\ufe70-\ufefc]/g, (char) => char.normalize("NFKC")).replace(/ /g, "")
      .replace(MARK, "").toLowerCase(), FINE);
  return ARABIC.test(plain) ? plain : plain.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
}
const coarse = (plain) => translate(plain, COARSE);
const bare = (plain) => translate(plain, BARE);

/** The words of a text: [fine form, start, end] in UTF-16 units. */
function words(text) {
  const found = [];
  for (const match of text.matchAll(TOKEN)) {
    let plain = fine(match[0]);
    const start = match.index, end = start + match[0].length;
    if (!plain || [...plain].length > LONGEST) continue;
    if (/^[0-9]/.test(plain) && !/^[0-9]+$/.test(plain)) {
      const decimal = /^([0-9]{1,4})[.,]([0-9]{1,2})$/.exec(plain);
      if (/^[0-9]{1,3}(?:[.,][0-9]{3})+$/.test(plain)) plain = plain.replace(/[.,]/g, "");
      else if (decimal) plain = decimal[1] + "." + decimal[2];
      else {
        for (const run of match[0].matchAll(RUN)) {
          found.push([fine(run[0]), start + run.index, start + run.index + run[0].length]);
        }
        continue;
      }
    }
    found.push([plain, start, end]);
  }
  return found;
}

const SUFFIXES = ["هما", "تان", "تين", "ها", "هم", "هن", "نا", "كم", "ات", "ون", "ين", "ان", "ت", "ن"];
const CLASS = {};
[..."غقكطثصشزذظضچ"].forEach((letter, at) => { CLASS[letter] = [..."جججتتسسسسسدج"][at]; });
const strong = (text) => text.replace(/[اوي]/g, "").length;

/** The consonants that a word shares with those that it may be taken for: the index's order. */
function key(plain) {
  let text = bare(plain);
  if (!ARABIC.test(text[0] || "")) return text || plain;
  for (let shorter = true; shorter;) {
    shorter = false;
    if (text.endsWith("ه") && text.length > 2) { text = text.slice(0, -1); shorter = true; }
    for (const suffix of SUFFIXES) {
      if (text.endsWith(suffix) && strong(text.slice(0, -suffix.length)) >= 3) {
        text = text.slice(0, -suffix.length);
        shorter = true;
        break;
      }
    }
  }
  return translate(text.replace(/[اوي]+/g, ""), CLASS) || text;
}

const ARTICLES = ["وبال", "وكال", "فبال", "وال", "بال", "فال", "كال", "ولل", "فلل", "ال", "لل"];

/** A form, and what remains of it without proclitics, the longest first (build.py: parts). */
function parts(form) {
  const found = [form];
  for (const article of ARTICLES) {
    if (form.startsWith(article) && form.length - article.length >= 2) {
      const rest = form.slice(article.length);
      if (article.endsWith("لل")) found.push("ل" + rest);
      found.push(rest);
      break;
    }
  }
  if (form.length > 3 && ("وفبلك".includes(form[0]) || (form[0] === "س" && "يتنأ".includes(form[1])))) {
    for (const part of parts(form.slice(1))) if (!found.includes(part)) found.push(part);
  }
  return found;
}

const PAIRS = new Set();
for (const two of "غج غق جق غك كق جك تط سص دض ذد ظز ثت زس شج سش زش سث".split(" ")) PAIRS.add(two).add(two[1] + two[0]);
const silent = (word, at) => (at === 0 ? word[0] === "ا" : "اويه".includes(word[at]));

/** How far two bare forms are apart as spellings of one foreign name (spelling.py: distance). */
function distance(left, right) {
  if (Math.abs(left.length - right.length) > 3) return 9;
  let line = [];
  for (let row = 0; row <= left.length; row++) {
    const above = line;
    line = [];
    for (let column = 0; column <= right.length; column++) {
      let best = row + column === 0 ? 0 : 9;
      if (row && column) {
        const one = left[row - 1], other = right[column - 1];
        const cost = one === other ? 0 : PAIRS.has(one + other) ? 1 : "اوي".includes(one) && "اوي".includes(other) ? 1.5 : 9;
        best = Math.min(best, above[column - 1] + cost);
      }
      if (row && silent(left, row - 1)) best = Math.min(best, above[column] + (row === left.length ? 3 : 1));
      if (column && silent(right, column - 1)) best = Math.min(best, line[column - 1] + (column === right.length ? 3 : 1));
      line.push(Math.min(best, 9));
    }
  }
  return line[right.length];
}
const sameSounds = (left, right) => left.length === right.length &&
  [...left].every((one, at) => one === right[at] || ("غجقك".includes(one) && "غجقك".includes(right[at])));
function alike(left, right) {
  if (left.length > 3 && sameSounds(left, right)) return true;
  const far = distance(left, right);
  return far <= 1.5 || (far <= 2.5 && Math.min(left.length, right.length) >= 6);
}

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

// ---- What a word of the query finds ------------------------------------------------------------

/** From this weight on a linked word counts as the word itself; below, it is only related. */
const SAME = 0.5;
const exactly = (line, form) => (line.alias ? line.name === form : line.forms.has(form));

/** Forms in a group that are written like ``plain``, with how well: [form, line]. */
function written(lines, same) {
  const found = [];
  for (const line of lines) {
    if (line.name.includes(" ") || line.name[0] === "@") continue;
    if (line.alias) { if (same(line.name)) found.push([line.name, line]); continue; }
    for (const form of line.forms.keys()) if (same(form)) found.push([form, line]);
  }
  return found;
}

/** Forms that a careless hand may write ``plain`` for: hamzas on other seats, or none. */
function careless(plain) {
  const seated = bare(plain), without = coarse(plain).replace(/ء/g, "");
  return (form) => bare(form) === seated || coarse(form).replace(/ء/g, "") === without;
}

function articlesOf(line, form) {
  return line.alias ? line.size : line.forms.get(form).length;
}

/** Of the forms that a reader can mean by ``plain``, take the likely ones.
 * Hamzas and dots that were typed are meant; those that were not may have been left out. */
function likely(found, plain) {
  const rough = coarse(plain);
  const forms = new Map();
  for (const [form, line] of found) {
    const size = articlesOf(line, form);
    if (!forms.has(form)) forms.set(form, { size: 0, lines: [] });
    const kept = forms.get(form);
    kept.size = Math.max(kept.size, size);
    kept.lines.push(line);
  }
  if (forms.size < 2) return forms;
  const marked = /[أإآؤئءةى]/.test(plain);
  // «علي» is not «على», where both are words; «مستشفي» is «مستشفى».
  const other = (form) => forms.has(plain) && form !== plain && form.replace(/ى/g, "ي") === plain.replace(/ى/g, "ي");
  const score = (form, size) => (other(form) ? 0.15 : 1) * size * (form === plain ? (marked ? 20 : 3) : coarse(form) === rough ? 1 : 0.5);
  const best = Math.max(...[...forms].map(([form, { size }]) => score(form, size)));
  for (const [form, { size }] of [...forms]) if (score(form, size) < 0.34 * best) forms.delete(form);
  return forms;
}

/** A form that is this word in three cases of ten or more counts as it. */
const reading = (strength) => (strength >= 0.3 ? Math.max(strength, 0.7) : 0.45);

class Finder {
  constructor(plain, deep) {
    this.plain = plain;
    this.deep = deep;
    this.hits = new Map(); // form → [weight, packed]
    this.cards = new Set();
    this.how = "";
  }
  add(form, weight, packed) {
    if (!packed || weight <= 0) return;
    const known = this.hits.get(form);
    if (!known || known[0] < weight) this.hits.set(form, [weight, packed]);
  }
  /** Add a word's forms, and those of the words that it leads to. What is only related is looked
   * up when ``deep``: it takes more files. */
  async head(head, weight, exact, links) {
    if (head.includes("+")) {
      this.compound = this.compound || [];
      this.compound.push(head.split("+"));
      return;
    }
    const line = await entry(head);
    if (!line) return;
    if (line.card) this.cards.add(head);
    for (const [form, packed] of line.forms) this.add(form, form === exact ? weight : weight * 0.9, packed);
    if (!links) return;
    await Promise.all(line.links.map(async ([target, strength]) => {
      const at = target.indexOf("@");
      if (at > 0) {
        const form = target.slice(0, at);
        const sure = weight * (form === exact ? 1 : reading(strength) * 0.9);
        if (sure < SAME && !this.deep) return;
        const other = await entry(target.slice(at + 1));
        if (other && other.forms.has(form)) this.add(form, sure, other.forms.get(form));
      } else if (weight * strength >= SAME || this.deep) await this.head(target, weight * strength, exact, false);
    }));
  }
  async take(forms, weight) {
    for (const [form, { lines }] of forms) {
      const aliases = lines.filter((line) => line.alias);
      for (const line of aliases) {
        for (const [head, strength] of line.links) await this.head(head, weight * reading(strength), form, true);
      }
      if (!aliases.length) for (const line of lines) await this.head(line.name, weight, form, true);
      const typed = this.hits.get(form); // whatever it can be, it is what was typed
      if (typed) this.add(form, weight, typed[1]);
    }
    return this;
  }
}

/** The 32-bit FNV-1a hash of a text (absent.py). */
function fnv(text, seed) {
  let found = seed;
  for (let at = 0; at < text.length; at++) found = Math.imul(found ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return found;
}

/** Tell a usual word that is in no article: nothing that looks like it is meant. */
async function absent(plain, form) {
  const rough = coarse(plain);
  return (await filtered(rough)) || (!nominal(form, plain) && filtered("*" + rough));
}

async function filtered(rough) {
  const count = root.absent.length / 6;
  if (!count) return false;
  const first = fnv(rough, 0x811c9dc5), part = first % count;
  const bits = await need(`x${part}-${hash(root.absent, part)}`);
  const size = bits.length * 6, step = (first >>> 8) | 1;
  for (let turn = 0, at = fnv(rough, 0x9747b28c); turn < 6; turn++, at += step) {
    const bit = at % size;
    if (!((BASE64[bits[Math.floor(bit / 6)]] >> (5 - bit % 6)) & 1)) return false;
  }
  return true;
}

/** Tell a part that only a noun can be: what was taken off has the article, ب or ك. */
const nominal = (form, part) => /[ابك]|لل/.test(form.slice(0, form.length - part.length));
const noun = (line) => !line.alias || line.links.some(([head, weight]) => head[0] !== "*" || weight < 1);

/** Find one word: as it is written, without proclitics, without hamzas, without suffixes. */
async function find(plain, deep) {
  const finder = new Finder(plain, deep);
  if (plain.length > LONGEST) return finder;
  if (!ARABIC.test(plain)) {
    const lines = await group(key(plain));
    const forms = likely(written(lines, (form) => form === plain), plain);
    if (forms.size) { finder.how = "word"; await finder.take(forms, 1); }
    if (/^[a-z]/.test(plain) && !(finder.cards.size || finder.compound)) await latin(finder, plain);
    return finder;
  }
  const all = parts(plain);
  let whole = null;
  for (const part of all) {
    const found = written(await group(key(part)), careless(part));
    const forms = likely(nominal(plain, part) ? found.filter(([, line]) => noun(line)) : found, part);
    if (!forms.size) {
      if (!whole && await absent(part, plain)) return finder;
      continue;
    }
    // The longest part that is a word, unless it is next to nothing beside a shorter one.
    const size = Math.max(...[...forms].map(([form, kept]) => kept.size * (form === part ? 3 : 1)));
    if (!whole || whole.size * 20 < size) whole = { forms, size };
  }
  if (whole) { finder.how = "word"; return finder.take(whole.forms, 1); }
  for (const part of all) {
    for (const stem of stems(part)) {
      const rough = bare(stem);
      const forms = likely(written(await group(key(stem)), (form) => bare(form) === rough), stem);
      if (forms.size) { finder.how = "stem"; return finder.take(forms, 0.9); }
    }
  }
  const near = [];
  for (const part of all.slice(0, 2)) {
    if (part.length < 4) continue;
    const rough = bare(part);
    for (const [form, line] of written(await group(key(part)), (form) => alike(bare(form), rough))) near.push([form, line]);
    if (near.length) break;
  }
  if (near.length) { finder.how = "spelling"; await finder.take(likely(near, plain), 0.8); }
  return finder;
}

const ENDINGS = ["هما", "ها", "هم", "هن", "نا", "كم", "ه", "ات", "تان", "تين", "ون", "ين", "ان", "وا", "ا", "ة", "ت", "ي", "و"];

/** What a word may be without its ending, for words that nothing else explains. */
function stems(word) {
  const found = [];
  for (const ending of ENDINGS) {
    if (word.endsWith(ending) && word.length - ending.length >= 3) {
      const stem = word.slice(0, -ending.length);
      // Before an ending a last hamza has another seat: آراء, آرائهم.
      if (/ا[ئؤ]$/.test(stem)) found.push(stem.slice(0, -1) + "ء");
      if (ending === "ات" || ending === "تان" || ending === "تين" || stem.endsWith("ت")) {
        found.push((stem.endsWith("ت") && ending !== "ات" ? stem.slice(0, -1) : stem) + "ة");
      }
      found.push(stem);
    }
  }
  for (const ending of ["ون", "ين", "ات", "ة"]) found.push(word + ending);
  return found;
}

// ---- Names in Latin letters ----------------------------------------------------------------

// What a sound is written with in Arabic, and how unusual that is. Names come from many
// languages: j is ج in English, خ in Spanish and ي in German.
const SOUNDS = {
  sch: { "ش": 0 }, tch: { "تش": 0 }, ch: { "ش": 0, "تش": 0, "خ": 0.2, "ك": 0.2 }, sh: { "ش": 0 }, kh: { "خ": 0 },
  gh: { "غ": 0, "": 0.5 }, th: { "ث": 0, "ت": 0.1, "ذ": 0.2, "ط": 0.4 }, dh: { "ذ": 0, "ض": 0.2, "ظ": 0.2, "د": 0.3 },
  ph: { "ف": 0 }, ck: { "ك": 0 }, dj: { "ج": 0 }, zh: { "ج": 0, "ش": 0.4, "ز": 0.4 }, tz: { "تز": 0, "تس": 0.2, "ز": 0.3 },
  qu: { "ك": 0, "كو": 0, "كي": 0, "ق": 0.2 }, gg: { "ج": 0, "غ": 0, "قج": 0 }, gu: { "غ": 0, "ج": 0.1, "غو": 0, "جو": 0 },
  a: { "ا": 0, "": 0.3, "ي": 0.6, "ه": 0.4 }, e: { "": 0.1, "ي": 0.2, "ا": 0.5, "ه": 0.5 }, i: { "ي": 0, "": 0.3, "ا": 0.5 },
  o: { "و": 0, "": 0.3, "ا": 0.5 }, u: { "و": 0, "": 0.3, "ا": 0.4, "ي": 0.6 }, y: { "ي": 0, "": 0.4, "ا": 0.7 },
  b: { "ب": 0 }, p: { "ب": 0 }, t: { "ت": 0, "ط": 0.1 }, d: { "د": 0, "ض": 0.2, "ذ": 0.4 }, k: { "ك": 0, "ق": 0.2 },
  q: { "ق": 0, "ك": 0.3 }, g: { "غ": 0, "ج": 0, "ق": 0.3, "ك": 0.3 }, j: { "ج": 0, "خ": 0.4, "ي": 0.4, "غ": 0.5, "ش": 0.5 },
  s: { "س": 0, "ص": 0.1, "ز": 0.3, "ش": 0.5 }, z: { "ز": 0, "ذ": 0.4, "ظ": 0.4, "س": 0.4, "تس": 0.3 }, f: { "ف": 0 },
  v: { "ف": 0, "و": 0.7 }, w: { "و": 0, "ف": 0.4, "": 0.7 }, r: { "ر": 0 }, l: { "ل": 0 }, m: { "م": 0 }, n: { "ن": 0 },
  h: { "ه": 0, "ح": 0, "": 0.4 }, c: { "ك": 0, "س": 0.1, "ق": 0.3, "ش": 0.6, "تش": 0.5 }, x: { "كس": 0, "س": 0.5, "خ": 0.5, "ز": 0.5 },
};
// What Arabic may write and Latin letters leave out.
const UNHEARD = { "ا": 0.5, "و": 0.5, "ي": 0.5, "ع": 0.2, "ه": 0.6 };

function sounds(name) {
  const found = [];
  const plain = name.replace(/[^a-z]/g, "").replace(/([b-df-hj-np-tv-z])\1+/g, (same, one) => (one === "g" ? "gg" : one));
  for (let at = 0; at < plain.length;) {
    const size = plain.slice(at, at + 3) in SOUNDS ? 3 : plain.slice(at, at + 2) in SOUNDS ? 2 : 1;
    found.push(plain.slice(at, at + size));
    at += size;
  }
  return found;
}

/** How far a name in Latin letters is from a bare Arabic form; 9 is too far. */
function soundsLike(heard, arabic) {
  const rows = heard.length, columns = arabic.length;
  const cost = Array.from({ length: rows + 1 }, () => new Array(columns + 1).fill(9));
  cost[0][0] = 0;
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const here = cost[row][column];
      if (here >= 4) continue;
      if (column < columns && arabic[column] in UNHEARD) {
        const silent = column === 0 && arabic[0] === "ا" ? (row === 0 && "aeiou".includes(heard[0]) ? 0 : 0.3) : UNHEARD[arabic[column]];
        cost[row][column + 1] = Math.min(cost[row][column + 1], here + silent);
      }
      if (row === rows) continue;
      const ways = SOUNDS[heard[row]] || {};
      for (const letters in ways) {
        if (arabic.startsWith(letters, column)) {
          const to = column + letters.length;
          const dropped = row === 0 && column === 0 && !letters ? 0.6 : 0; // a first vowel is heard
          cost[row + 1][to] = Math.min(cost[row + 1][to], here + ways[letters] + dropped);
        }
      }
    }
  }
  return cost[rows][columns];
}

/** Arabic spellings under whose keys a name may stand: with its vowels and without. */
function transliterate(heard) {
  let ways = [""];
  for (const sound of heard) {
    const letters = Object.entries(SOUNDS[sound] || {}).filter(([, cost]) => cost <= 0.5).map(([letter]) => letter);
    const kept = new Map();
    for (const letter of letters) {
      const one = translate(letter, CLASS).replace(/[اوي]/g, "");
      if (!kept.has(one) || "aeiouy".includes(sound)) kept.set(one, letter);
    }
    const vowel = "aeiouy".includes(sound);
    const choice = vowel ? [letters.find((letter) => letter) || ""] : [...kept.values()];
    ways = ways.flatMap((way) => choice.map((letter) => way + letter)).slice(0, 24);
  }
  return ways.flatMap((way) => [way, way[0] + way.slice(1).replace(/[اوي]/g, ""), "ا" + way]);
}

async function latin(finder, plain) {
  const heard = sounds(plain);
  if (heard.length < 3) return;
  const near = [];
  const keys = new Set(transliterate(heard).map(key));
  for (const word of [...keys].slice(0, 12)) {
    for (const [form, line] of written(await group(word), () => true)) {
      if (line.alias || form !== line.name || !placed(line.forms.get(form))) continue;
      if (line.links.some(([target]) => target[0] === "*")) continue; // a participle is no name
      const far = soundsLike(heard, bare(form));
      if (far <= 0.4 + 0.14 * heard.length) near.push([far, form, line]);
    }
  }
  if (!near.length) return;
  const best = Math.min(...near.map(([far]) => far));
  finder.how = finder.how || "latin";
  for (const [far, form, line] of near) {
    if (far <= best + 0.15) await finder.take(new Map([[form, { lines: [line] }]]), 0.9);
  }
}

// ---- The query -----------------------------------------------------------------------------

const MOST_WORDS = 32, MOST_CHARACTERS = 1000;

/** Read a query: words in order, with what is quoted and what is left out. */
function readQuery(query) {
  const text = String(query == null ? "" : query).slice(0, MOST_CHARACTERS);
  const quotes = [];
  for (const match of text.matchAll(/“([^“”]*)”|«([^«»]*)»|"([^"]*)"|„([^„“”]*)[“”]/g)) quotes.push([match.index, match.index + match[0].length]);
  const found = [];
  for (const [plain, start, end] of words(text)) {
    const quote = quotes.findIndex(([from, to]) => from <= start && end <= to);
    const from = quote < 0 ? start : quotes[quote][0];
    const minus = /(?:^|\s)[-−–]$/.test(text.slice(0, from));
    found.push({ plain, start, end, quote, minus });
    if (found.length === MOST_WORDS) break;
  }
  return { words: found, typing: found.length > 0 && found[found.length - 1].end === text.length, text };
}

/** Articles that a word finds: article → {tf, same, steps}. */
function evaluate(finder, exactly) {
  const found = new Map();
  for (const [form, [weight, packed]] of finder.hits) {
    if (exactly && weight < 0.95) continue;
    unpack(packed, (article, steps, count) => {
      let known = found.get(article);
      if (!known) found.set(article, (known = { tf: 0, weight: 0, steps: [] }));
      const titles = steps.filter((step) => step < TITLE_STEPS).length;
      known.tf += weight * weight * (count + 2 * titles);
      known.weight = Math.max(known.weight, weight);
      for (const step of steps) known.steps.push(step);
    });
  }
  for (const hit of found.values()) hit.steps.sort((one, other) => one - other);
  return found;
}

const TITLE_STEPS = 4, STEP_BITS = 3;

/** Steps of the second word that stand ``gap`` words after one of the first. */
function follow(first, second, gap) {
  const low = gap >> STEP_BITS;
  return second.filter((step) => first.some((before) => step - before === low || step - before === low + 1));
}

const length = (article) => SIZES[LENGTHS[root.sizes[article]]];

const isSmall = (finder) => finder.small;

/** Names of records and exonyms of several words, and names that are also written as one. */
async function together(list) {
  for (let at = 0; at + 1 < list.length; at++) {
    if (list[at].plain.length > LONGEST) continue;
    for (const part of parts(list[at].plain)) {
      for (const line of await group(key(part))) {
        if (!line.alias || !line.name.includes(" ")) continue;
        const name = line.name.split(" ");
        if (coarse(name[0]) !== coarse(part) || at + name.length > list.length) continue;
        if (!name.slice(1).every((word, i) => coarse(word) === coarse(list[at + 1 + i].plain))) continue;
        for (let i = 0; i < name.length; i++) {
          for (const [head, weight] of line.links) await list[at + i].finder.head(head, 0.9 * weight, "", true);
        }
      }
    }
    const joint = list[at].plain + list[at + 1].plain;
    if (joint.length < 6 || joint.length > LONGEST || !ARABIC.test(joint)) continue;
    for (const part of parts(joint)) {
      const rough = bare(part);
      const near = written(await group(key(part)), (form) => bare(form) === rough || (form.length > 6 && alike(bare(form), rough)));
      for (const finder of [list[at].finder, list[at + 1].finder]) {
        for (const [form, line] of near) if (!line.alias) finder.add(form, 0.9, line.forms.get(form));
      }
      if (near.length) break;
    }
  }
}

/** A record or an English name may stand for several Arabic words side by side. */
async function compounds(finder) {
  for (const heads of finder.compound || []) {
    let found = null;
    for (const head of heads) {
      const part = new Finder(head);
      await part.head(head, 1, "", false);
      const hits = evaluate(part);
      if (!found) { found = hits; continue; }
      for (const [article, hit] of [...found]) {
        const next = hits.get(article);
        hit.steps = next ? follow(hit.steps, next.steps, 1) : [];
        if (!hit.steps.length) found.delete(article);
      }
    }
    finder.whole = finder.whole || new Map();
    for (const [article, hit] of found || []) finder.whole.set(article, hit);
  }
}

const JOINED = /^(?:(عبد)(ال.{2,})|([أا]ب[ويا])(.{3,}))$/;

/** A name that is one word here and two in the texts: «عبدالرحمن», «أبوبكر». */
async function parted(finder, plain) {
  for (const part of parts(plain)) {
    const [head, rest] = (JOINED.exec(part) || []).slice(1).filter(Boolean);
    if (!head) continue;
    const [one, other] = await Promise.all([head, rest].map(async (word) => evaluate(await find(word))));
    const found = new Map();
    for (const [article, hit] of one) {
      const next = other.get(article);
      const steps = next ? follow(hit.steps, next.steps, 1) : [];
      if (steps.length && (found.size >= MOST_READ || has([[head, rest]], await addressOf(article)))) found.set(article, { ...hit, steps });
    }
    if (!found.size) continue;
    finder.how = "word";
    finder.whole = found;
    finder.parted = [head, rest];
    return;
  }
}

const MOST_BEGUN = 30;

/** The forms that begin as what is being typed, the most frequent first: [form, articles or so]. */
async function beginnings(plain, exact) {
  const article = ARTICLES.find((letters) => plain.startsWith(letters));
  const starts = [plain, ...(article ? [plain.slice(article.length)] : exact ? [] : parts(plain).slice(1))];
  for (const start of starts.filter((part) => part.length >= 3).slice(0, 2)) {
    const rough = coarse(start);
    const begun = [];
    for (let at = place(rough, root.begins); at < root.begins.length; at++) {
      if (root.begins[at] > rough && !root.begins[at].startsWith(rough)) break;
      for (const row of (await need(`b${at}-${hash(root.beginnings, at)}`)).split("\n")) {
        const form = row.slice(0, -1);
        if (coarse(form).startsWith(rough)) begun.push([form, 0.75 * 2 ** LENGTHS[row[row.length - 1]]]);
      }
    }
    if (begun.length) return begun.sort((one, other) => other[1] - one[1]).slice(0, MOST_BEGUN);
  }
  return [];
}

/** What a word can become that is still being typed: words, in all their forms. */
async function prefixed(plain, begun) {
  const finder = new Finder(plain, false);
  await Promise.all(begun.map(async ([form]) => {
    const found = written(await group(key(form)), (other) => other === form);
    for (const [, line] of found) {
      if (line.alias) for (const [head, weight] of line.links) await finder.head(head, weight >= 0.3 ? 0.7 : 0, form, false);
      else if (!found.some(([, other]) => other.alias)) await finder.head(line.name, 0.8, form, false);
    }
  }));
  return finder;
}

/** Score articles: those with all words, those with some; each has score, found, near. */
function rank(list) {
  const scored = new Map();
  list.forEach((word, at) => {
    let same = 0;
    for (const hit of word.found.values()) if (hit.weight >= SAME) same++;
    word.same = same;
    const idf = Math.log(1 + (root.articles - same + 0.5) / (same + 0.5));
    word.idf = idf;
    for (const [article, hit] of word.found) {
      let known = scored.get(article);
      if (!known) scored.set(article, (known = { article, score: 0, hits: [], weak: 0, near: 0, run: 0 }));
      const norm = 0.25 + 0.75 * length(article) / root.average;
      known.score += idf * hit.tf * 2.2 / (hit.tf + 1.2 * norm);
      known.hits[at] = hit;
      if (hit.weight < SAME) known.weak++;
    }
  });
  const all = list.reduce((sum, word) => sum + word.idf, 0) || 1;
  for (const known of scored.values()) {
    known.count = known.hits.reduce((sum, hit) => sum + (hit ? 1 : 0), 0);
    let run = null, unbroken = list.length > 1, near = 0;
    for (let at = 0; at + 1 < list.length; at++) {
      const first = known.hits[at], second = known.hits[at + 1];
      const gap = list[at + 1].at - list[at].at;
      if (!first || !second) { unbroken = false; continue; }
      const next = follow(first.steps, second.steps, gap);
      if (next.length) near += 1;
      else if (follow(first.steps, second.steps, gap + 3).length || follow(second.steps, first.steps, 1).length) near += 0.5;
      if (unbroken) {
        run = run ? follow(run, second.steps, gap) : next;
        if (!run.length) unbroken = false;
      }
    }
    known.run = unbroken ? run : null;
    if (list.length > 1) {
      let covered = 0;
      list.forEach((word, at) => { if (known.hits[at]) covered += word.idf; });
      known.covered = covered / all;
      known.score *= (1 + near / (list.length - 1)) * Math.sqrt(known.covered);
    }
  }
  return scored;
}

const byScore = (one, other) => other.score - one.score || one.article - other.article;

// A phrase that makes up this share of the articles that have all its words is a set phrase:
// two words side by side by chance are one in fifty, keywords of one event far more.
const SET_PHRASE = 0.25;

async function collect(query, deep) {
  await open();
  const asked = readQuery(query);
  const list = asked.words.filter((word) => !word.minus);
  list.forEach((word, at) => { word.at = at; });
  const out = { asked, list, groups: [], cards: [], excluded: new Set() };
  if (!root.articles || !list.length) { out.list = []; return out; }
  await Promise.all(list.map(async (word) => { word.finder = await find(word.plain, deep); }));
  await together(list);
  for (const word of list) {
    await compounds(word.finder);
    if (!word.finder.hits.size && !word.finder.whole) await parted(word.finder, word.plain);
  }
  for (const word of list) {
    word.found = evaluate(word.finder, word.quote >= 0);
    for (const [article, hit] of word.finder.whole || []) if (!word.found.has(article)) word.found.set(article, hit);
    for (const card of word.finder.cards) if (!out.cards.includes(card)) out.cards.push(card);
    word.placed = [...word.found.values()].some((hit) => hit.steps.length);
  }
  // Particles carry no topic; in quotation marks they count when the text is compared.
  const telling = list.filter((word) => !root.particles.has(coarse(word.plain)) && (word.placed || !word.found.size));
  const main = telling.length ? telling : list;
  let scored = rank(main);
  for (const article of await unwanted(asked.words.filter((word) => word.minus), scored)) { scored.delete(article); out.excluded.add(article); }
  if (list.some((word) => word.quote >= 0)) scored = await quoted(scored, asked, list);
  out.main = main;
  const every = [...scored.values()];
  const whole = every.filter((known) => known.count === main.length);
  const same = whole.filter((known) => !known.weak);
  let runs = main.length > 1 ? same.filter((known) => known.run) : [];
  if (runs.length <= FEW_RUNS) runs = await verified(runs, main);
  else {
    const first = runs.sort(byScore).slice(0, FEW_RUNS);
    const kept = new Set(await verified(first, main));
    for (const known of first) if (!kept.has(known)) known.score /= 2;
  }
  // A number says something with its word alone: «25 يناير».
  const number = runs.length && main.some((word) => /^[0-9]/.test(word.plain));
  const phrase = number || (runs.length >= 10 && runs.length >= SET_PHRASE * same.length) ? runs : [];
  const add = (name, found) => { if (found.length) out.groups.push({ name, found: found.sort(byScore) }); };
  for (const known of runs) known.score *= 1.6;
  add("phrase", phrase);
  const inPhrase = new Set(phrase);
  add("all", same.filter((known) => !inPhrase.has(known)));
  add("related", whole.filter((known) => known.weak));
  const inWhole = new Set(whole);
  // Part of the words is worth showing when it is nearly as much of the query as can be had.
  const rest = main.length > 1 ? every.filter((known) => !inWhole.has(known)) : [];
  const most = Math.max(0, ...rest.map((known) => known.covered));
  const least = whole.length ? SOME : 0.6 * SOME * most;
  add("some", rest.filter((known) => known.covered >= least));
  out.scored = scored;
  return out;
}

/** Articles to leave out: those with a word after a minus, or with a whole quotation after it. */
async function unwanted(words, scored) {
  const left = new Set(), quotes = new Map();
  for (const word of words) {
    const found = evaluate(await find(word.plain), word.quote >= 0);
    if (word.quote < 0) { for (const article of found.keys()) left.add(article); continue; }
    const known = quotes.get(word.quote);
    const small = !found.size && root.particles.has(coarse(word.plain));
    const here = known ? (small ? known.here : known.here.filter((article) => found.has(article))) : [...(small ? scored : found).keys()];
    quotes.set(word.quote, { here, words: [...(known ? known.words : []), word.plain] });
  }
  for (const { here, words } of quotes.values()) {
    for (const article of here.filter((article) => scored.has(article)).slice(0, MOST_READ)) {
      if (has([words], await addressOf(article))) left.add(article);
    }
  }
  return left;
}

// Of a quotation that many articles may have, so many are read, the likeliest first.
const MOST_READ = 400;
const SOME = 0.5;
const FEW_RUNS = 32;

/** Of the articles where words seem to stand side by side (places are kept in steps), those
 * where they do. */
async function verified(runs, main) {
  const forms = await Promise.all(main.map(async (word) => (await marks([word])).forms));
  const kept = await Promise.all(runs.map(async (known) => {
    const { title, blocks } = await addressOf(known.article);
    return [title, ...blocks.map((block) => block[1])].some((text) => {
      const ways = wordsOf(text).map((plain) => parts(plain).map(coarse));
      return ways.some((_, at) => main.every((word, i) =>
        (ways[at + word.at - main[0].at] || []).some((way) => forms[i].has(way))));
    });
  }));
  return runs.filter((_, at) => kept[at]);
}

/** Keep the articles whose text has each quotation, read word for word. */
async function quoted(scored, asked, list) {
  const quotes = new Map();
  for (const word of list) if (word.quote >= 0) quotes.set(word.quote, [...(quotes.get(word.quote) || []), word.plain]);
  const kept = new Map();
  const needed = list.filter((word) => word.quote >= 0 && word.placed).length;
  const order = [...scored.values()].filter((known) => known.count >= needed)
    .sort((one, other) => Boolean(other.run) - Boolean(one.run) || byScore(one, other)).slice(0, MOST_READ);
  for (let at = 0; at < order.length; at += 32) {
    await Promise.all(order.slice(at, at + 32).map(async (known) => {
      const place = has([...quotes.values()], await addressOf(known.article));
      if (place) kept.set(known.article, Object.assign(known, place));
    }));
  }
  return kept;
}

/** Tell whether an article has each of the quotations; where the first stands: {anchor}. */
function has(quotes, { title, blocks }) {
  const runs = [...blocks.map((block) => block[1]), title].map(wordsOf);
  const at = quotes.map((quote) => runs.findIndex((run) => standsIn(quote, run)));
  return at.every((run) => run >= 0) ? { anchor: (blocks[at[0]] || [""])[0] } : null;
}

function standsIn(quote, run) {
  const rough = quote.map(coarse), text = run.map(coarse);
  for (let at = 0; at + rough.length <= text.length; at++) {
    if (rough.slice(1).every((word, i) => word === text[at + 1 + i]) &&
        (rough[0] === text[at] || (text[at].length > 3 && parts(text[at]).includes(rough[0])))) return true;
  }
  return false;
}

/** Address and title of an article: from its own file, or from that of a long list. */
async function addressOf(article, many) {
  const number = Math.floor(article / root.group), name = hash(root.documents, number);
  const known = many && !texts.has(`t${article}-${name}`);
  const row = known ? (await listed(number, name))[article % root.group] : JSON.parse(await need(`t${article}-${name}`));
  const [id, url, title, steps, date, source, blocks] = row;
  const lengths = [];
  let following = 1;
  for (const block of steps ? steps.split(" ") : []) {
    const colon = block.indexOf(":");
    const anchor = colon < 0 ? `p${following}` : block.slice(0, colon);
    if (anchor[0] === "p") following = Number(anchor.slice(1)) + 1;
    lengths.push([anchor, Number(colon < 0 ? block : block.slice(colon + 1))]);
  }
  return { article, id, url: url || `articles/${id}.html`, title, lengths, date, source, blocks };
}

/** A list of addresses, read once: a long answer asks for each of its rows. */
const lists = new Map();
async function listed(number, name) {
  if (!lists.has(number)) {
    const rows = (await need(`d${number}-${name}`)).split("\n").map((row) => row.split("\t"));
    texts.delete(`d${number}-${name}`);
    lists.set(number, rows);
  }
  return lists.get(number);
}

/** The paragraph with most of the words, the first of the best. */
function best(known, blocks) {
  const ends = [];
  let end = TITLE_STEPS;
  for (const [, length] of blocks) ends.push(end += length);
  const sums = new Map();
  known.hits.forEach((hit, at) => {
    const seen = new Set();
    for (const step of hit.steps) {
      if (step < TITLE_STEPS) continue;
      const block = ends.findIndex((end) => step < end);
      if (block < 0) continue;
      const sum = sums.get(block) || 0;
      sums.set(block, sum + (seen.has(block) ? 0.1 : 1) * hit.weight);
      seen.add(block);
    }
  });
  let found = -1, most = 0;
  for (const [block, sum] of [...sums].sort((one, other) => one[0] - other[0])) if (sum > most + 1e-9) { most = sum; found = block; }
  return found < 0 ? "" : blocks[found][0];
}

async function show(known, group, many) {
  const article = await addressOf(known.article, many);
  const paragraph = known.anchor === undefined ? best(known, article.lengths) : known.anchor;
  const result = {
    url: address(article.url + (paragraph ? "#" + paragraph : "")), article: article.id, paragraph, title: article.title,
    score: Math.round(known.score * 1000) / 1000, group,
  };
  return result;
}

// ---- What results show -----------------------------------------------------------------------

const shown = new WeakMap(); // a result → its article's number, and what to mark in it

/** The forms to mark in a text: single words, and names of several. */
async function marks(words) {
  const forms = new Set(), names = [];
  for (const { plain, finder } of words) {
    forms.add(coarse(plain));
    for (const [form, [weight]] of finder.hits) if (form[0] !== "@" && weight >= 0.3) forms.add(coarse(form));
    for (const heads of finder.compound || []) {
      for (const head of heads) for (const form of ((await entry(head)) || { forms: new Map() }).forms.keys()) forms.add(coarse(form));
    }
    if (finder.parted) names.push(finder.parted.map(coarse));
    for (const card of finder.cards) {
      for (const name of (await entry(card)).card[5]) names.push(wordsOf(name).map(coarse));
    }
  }
  return { forms, names };
}
const wordsOf = (text) => words(text).map((word) => word[0]);

/** Mark a text: pieces [text, marked]; its own spelling stays. */
function mark(text, { forms, names }) {
  const found = words(text);
  const rough = found.map(([plain]) => parts(plain).map(coarse));
  const marked = rough.map((ways) => ways.some((way) => forms.has(way)));
  for (const name of names) {
    for (let at = 0; at + name.length <= found.length; at++) {
      if (name.every((word, i) => (i ? rough[at + i][0] === word : rough[at].includes(word)))) {
        for (let i = 0; i < name.length; i++) marked[at + i] = true;
      }
    }
  }
  const pieces = [];
  let end = 0;
  found.forEach(([, from, to], at) => {
    if (!marked[at]) return;
    if (from > end) pieces.push([text.slice(end, from), false]);
    pieces.push([text.slice(from, to), true]);
    end = to;
  });
  if (end < text.length) pieces.push([text.slice(end), false]);
  return pieces;
}

const BEFORE = 70, AFTER = 190;

/** The lines of a result: {title, pieces, date, source}; pieces are [text, marked]. */
async function snippet(result) {
  const { article, forms } = shown.get(result);
  const { date, source, blocks } = await addressOf(article);
  const block = blocks.find(([anchor]) => anchor === result.paragraph) || blocks[0] || ["", ""];
  const all = mark(block[1], forms);
  let start = 0;
  for (const [text, marked] of all) { if (marked) break; start += text.length; }
  if (start >= block[1].length) start = 0;
  let from = start > BEFORE ? block[1].indexOf(" ", start - BEFORE) + 1 : 0;
  if (start > BEFORE && (!from || from > start)) from = start - BEFORE;
  let to = Math.min(block[1].length, from + BEFORE + AFTER);
  if (to < block[1].length) to = Math.max(block[1].lastIndexOf(" ", to), from + BEFORE);
  const text = (from ? "… " : "") + block[1].slice(from, to) + (to < block[1].length ? " …" : "");
  return { title: mark(result.title, forms), pieces: mark(text, forms), date, source };
}

/** What may have been meant, where nothing was found: the query with another word in it. */
async function suggest(out) {
  let changed = false;
  const said = [];
  for (const word of out.list) {
    const better = word.found && word.found.size ? "" : await nearest(word.plain);
    if (better) changed = true;
    said.push(better || word.plain);
  }
  const query = said.join(" ");
  return changed && query !== out.list.map((word) => word.plain).join(" ") ? [query] : [];
}

async function nearest(plain) {
  if (plain.length < 4 || plain.length > LONGEST || !ARABIC.test(plain)) return "";
  for (const part of parts(plain)) if (await absent(part, plain)) return "";
  const skeleton = key(plain);
  const keys = new Set([skeleton]);
  for (let at = 0; at < skeleton.length; at++) {
    keys.add(skeleton.slice(0, at) + skeleton.slice(at + 1));
    if (at + 1 < skeleton.length) keys.add(skeleton.slice(0, at) + skeleton[at + 1] + skeleton[at] + skeleton.slice(at + 2));
  }
  // One wrong consonant: what lies in the same file has the same beginning.
  for (const word of root.firsts.length ? (await chunk(place(skeleton))).rows.map(keyOf) : []) if (edits(skeleton, word) <= 1) keys.add(word);
  let best = "", most = 0;
  const rough = bare(parts(plain).pop());
  for (const word of keys) {
    if (!word) continue;
    for (const [form, line] of written(await group(word), () => true)) {
      const far = edits(rough, bare(form));
      if (far > (rough.length > 6 ? 2 : 1) || form.length < 3 || root.particles.has(coarse(form))) continue;
      const worth = articlesOf(line, form) / (1 + 20 * far);
      if (worth > most) { most = worth; best = form; }
    }
  }
  return best;
}

function edits(left, right) {
  if (Math.abs(left.length - right.length) > 2) return 9;
  let before = [], line = [...Array(right.length + 1).keys()];
  for (let row = 1; row <= left.length; row++) {
    const above = line;
    line = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      line[column] = Math.min(above[column] + 1, line[column - 1] + 1, above[column - 1] + (same ? 0 : 1));
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
        line[column] = Math.min(line[column], before[column - 2] + 1);
      }
    }
    before = above;
  }
  return line[right.length];
}

/** How the articles found divide: kind → [{value, label, count}], the most frequent first. */
async function facetsOf(articles) {
  const all = JSON.parse(await need(`f0-${root.facets}`));
  const known = new Set(articles);
  const found = {};
  for (const [kind, values] of Object.entries(all)) {
    found[kind] = [];
    for (const [value, [label, packed]] of Object.entries(values)) {
      let count = 0;
      unpack(packed, (article) => { if (known.has(article)) count++; });
      if (count) found[kind].push({ value, label, count });
    }
    found[kind].sort((one, other) => other.count - one.count);
  }
  return found;
}

/** See docs/search.md. A browser may keep the root of an index that has been replaced since: where
 * a file is gone, the root is asked for once more. */
const search = async function (query, options) {
  try {
    return await answerTo(query, options);
  } catch (error) {
    if (fresh) throw error;
    fresh = `?${Date.now()}`;
    forget();
    return answerTo(query, options);
  }
};
let fresh = "";

/** From so many results on, titles come from lists and not from each article's file. */
const MANY = 20;

async function answerTo(query, options) {
  const { limit = 20, filters = null, groups = "best", facets = false } = options || {};
  const every = groups === "all";
  let out = await collect(query, every);
  const answered = ({ groups: all }) => all.some(({ name }) => name === "phrase" || name === "all");
  if (!every && out.list.length && !answered(out)) out = await collect(query, true);
  let found = await filter(out.groups, filters);
  const begun = await filter([{ name: "prefix", found: await typing(out, every) }], filters);
  if (begun.length && begun[0].found.length) {
    found = begins(out, begun[0].found.length) ? [begun[0], ...without(found, begun[0])] : [...found, ...begun];
  }
  const totals = found.map(({ name, found }) => ({ group: name, total: found.length }));
  const answering = groups === "all" ? found : enough(found, out.main);
  const results = [];
  let total = 0;
  const many = Math.min(limit, answering.reduce((sum, one) => sum + one.found.length, 0)) > MANY;
  for (const { name, found: all } of answering) {
    total += all.length;
    const rest = all.slice(0, Math.max(0, limit - results.length));
    for (let at = 0; at < rest.length; at += 64) {
      results.push(...await Promise.all(rest.slice(at, at + 64).map((known) => show(known, name, many))));
    }
  }
  const forms = await marks(out.begun ? [...out.list, out.begun] : out.list);
  let at = 0;
  for (const { found: all } of answering) for (const known of all) {
    if (at < results.length) shown.set(results[at++], { article: known.article, forms });
  }
  const answer = { total, results, groups: totals, cards: [], suggestions: [] };
  for (const head of out.cards) {
    const [kind, heading, note, url, articles] = (await entry(head)).card;
    answer.cards.push({ id: head.slice(1), kind, heading, note, url: address(url), articles });
  }
  if (facets && root && root.articles) answer.facets = await facetsOf(answering.flatMap(({ found: all }) => all.map((known) => known.article)));
  if (!total) answer.suggestions = await suggest(out);
  return answer;
}

function without(groups, other) {
  const known = new Set(other.found.map((one) => one.article));
  return groups.map(({ name, found }) => ({ name, found: found.filter((one) => !known.has(one.article)) })).filter((one) => one.found.length);
}

/** The groups that answer: the first, and the next ones while there is next to nothing. */
function enough(found, main) {
  const shown = [];
  let total = 0;
  for (const one of found) {
    if (shown.length && (shown[0].name === "prefix" || total >= 3 || one.name === "related") && !(one.name === "some" && main.length > 3 && total < 10)) continue;
    shown.push(one);
    total += one.found.length;
  }
  return shown;
}

/** Articles of the groups that have all words. */
const sure = (out) => out.groups.filter(({ name }) => name === "phrase" || name === "all").reduce((sum, { found }) => sum + found.length, 0);

/** Tell that the last word is rather the beginning of one: it is none, or next to nothing beside
 * what begins with it. */
function begins(out, many) {
  const { how } = out.list[out.list.length - 1].finder;
  if (!how || how === "stem") return true;
  const known = sure(out);
  return how === "spelling" ? known < 3 * many : known * (known < 3 ? 10 : 50) < many;
}

/** Articles with words that begin as the last one, where that is wanted or likely. */
async function typing(out, wanted) {
  const last = out.list[out.list.length - 1];
  if (!last || !out.asked.typing || out.list.some((word) => word.quote >= 0) || last.minus || last.plain.length < 3 || last.plain.length > LONGEST) return [];
  const exact = last.finder.how === "word" || last.finder.how === "latin";
  if (exact && !wanted && sure(out) >= 60) return [];
  const begun = await beginnings(last.plain, exact);
  const many = begun.reduce((sum, [, articles]) => sum + articles, 0);
  if (!begun.length || (!wanted && !begins(out, many))) return [];
  const finder = await prefixed(last.plain, begun);
  out.begun = { plain: last.plain, finder };
  const others = (out.main || out.list).filter((word) => word !== last);
  const scored = rank([...others, { ...last, found: evaluate(finder) }]);
  const known = new Set();
  if (exact) for (const { name, found } of out.groups) if (name !== "some") for (const one of found) known.add(one.article);
  return [...scored.values()].filter((one) => one.count === others.length + 1 && !known.has(one.article) && !out.excluded.has(one.article)).sort(byScore);
}

async function filter(found, filters) {
  if (!filters) return found;
  const facets = JSON.parse(await need(`f0-${root.facets}`));
  let allowed = null;
  for (const [kind, values] of Object.entries(filters)) {
    for (const value of [].concat(values)) {
      const here = new Set();
      const packed = ((facets[kind] || {})[value] || [])[1];
      if (packed) unpack(packed, (article) => { if (!allowed || allowed.has(article)) here.add(article); });
      allowed = here;
    }
  }
  if (!allowed) return found;
  return found.map(({ name, found }) => ({ name, found: found.filter((known) => allowed.has(known.article)) })).filter(({ found }) => found.length);
}

// Where the site begins, seen from this page: the files are loaded and links are made from there.
const script = typeof document === "undefined" ? null : document.currentScript;
const site = script ? new URL(script.dataset.site || "index.html", document.baseURI) : null;

/** Load a file of the index; a script works on http and on file:// alike. */
search.load = (name) => new Promise((resolve, reject) => {
  const element = document.createElement("script");
  element.src = new URL(`search/files/${name}.js${name === "root" ? fresh : ""}`, site).href;
  element.onload = () => { element.remove(); resolve(); };
  element.onerror = () => { element.remove(); reject(new Error(`kashshaf: ${name}.js cannot be loaded`)); };
  document.head.append(element);
});
const address = (url) => (site ? new URL(url, site).href : url);
search.got = got;
search.snippet = snippet;
search.parity = { fine, coarse, bare, key, words, parts, distance, unpack };
search.debug = async (word) => { await open(); const f = await find(word); return { how: f.how, hits: [...f.hits].map(([form, [w, p]]) => [form, w, p.length]) }; };

global.kashshaf = global.kashshaf || {};
global.kashshaf.search = search;
})(typeof window !== "undefined" ? window : globalThis);
