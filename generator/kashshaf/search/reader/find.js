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
