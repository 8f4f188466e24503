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
