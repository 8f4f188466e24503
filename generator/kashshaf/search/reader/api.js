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
