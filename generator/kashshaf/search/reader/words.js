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
