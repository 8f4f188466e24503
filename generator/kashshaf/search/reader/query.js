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
