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
