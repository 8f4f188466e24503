/* Kashshaf: indexes that are filtered and sorted, and the lines around a name. Articles have neither,
 * and go without this script. */
"use strict";

(() => {
  const { make, keep } = window.ksReading;
  const root = document.documentElement;


  const NOUNS = {
    person: ["لا أشخاص", "شخص واحد", "شخصان", "أشخاص", "شخصًا", "شخص"],
    topic: ["لا موضوعات", "موضوع واحد", "موضوعان", "موضوعات", "موضوعًا", "موضوع"],
    term: ["لا مصطلحات", "مصطلح واحد", "مصطلحان", "مصطلحات", "مصطلحًا", "مصطلح"],
  };
  const OFTEN = { person: "الأكثر ذكرًا", topic: "الأكثر مقالات" };
  const FORMS = ["zero", "one", "two", "few", "many", "other"];
  const rules = new Intl.PluralRules("ar");

  const digits = (number, eastern) =>
    eastern ? String(number).replace(/[0-9]/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[digit]) : String(number);

  function counted(number, kind, eastern) {
    const form = FORMS.indexOf(rules.select(number));
    return form < 3 ? NOUNS[kind][form] : `${digits(number, eastern)} ${NOUNS[kind][form]}`;
  }

  function folded(words) {
    const parity = ((window.kashshaf || {}).search || {}).parity;
    if (!parity) return words.toLowerCase().split(/\s+/).filter(Boolean);
    return parity.words(words).map(([form]) => parity.coarse(form));
  }
  const forms = (word) => (/^ال../.test(word) ? [word, word.slice(2)] : [word]);

  function findable(words) {
    const all = folded(words);
    return { words: all.map(forms), tails: all.flatMap((word, at) => forms(word).map((form) => form + all.slice(at + 1).join(""))) };
  }
  function fits(entry, asked) {
    const each = asked.every((word) => entry.words.some((own) => forms(word).some((form) => own.some((one) => one.startsWith(form)))));
    const joined = asked.join("");
    return each || (joined.length > 2 && entry.tails.some((tail) => forms(joined).some((form) => tail.startsWith(form))));
  }

  function filters(box) {
    const { kind, part } = box.dataset;
    const eastern = box.dataset.digits === "arabic";
    const content = box.parentElement;
    const rowsOf = (place) => [...place.querySelectorAll(".ks-index li, .ks-term-entry")];
    const rows = rowsOf(content);
    if (!rows.length) return;
    const nameOf = (row) => [row.querySelector("h3, a"), row.querySelector(":scope > .ks-latin, :scope > p > .ks-latin")]
      .filter(Boolean).map((one) => one.textContent).join(" ");
    let entries = null; // made when somebody types
    const search = document.querySelector(".ks-search__form");

    const id = "ks-filter-input";
    const input = make("input", { id, class: "ks-filter__input", type: "search", placeholder: kind === "person" ? "أول الاسم أو اللقب" : "أول الاسم", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "done", "aria-describedby": "ks-filter-count" });
    const label = make("label", { for: id, class: "ks-filter__label" }, part === undefined ? "صفِّ القائمة" : "صفِّ هذه الصفحة");
    const count = make("p", { class: "ks-filter__count", id: "ks-filter-count", role: "status" });
    const none = make("p", { class: "ks-filter__none", hidden: "" });
    const bar = make("div", { class: "ks-filter__bar", role: "search", "aria-label": "تصفية الفهرس" }, label, input);
    box.append(bar, count, none);

    const groups = [...content.querySelectorAll("h2[id^='_'], .ks-letters, .ks-index, .ks-term-entry")];
    let often = null;
    function byWeight() {
      const weigh = (row) => Number(row.querySelector(":scope > .ks-weight").dataset.n);
      const list = make("ul", {});
      const weighed = rows.map((row) => [row, weigh(row)]).sort((one, other) => other[1] - one[1]);
      for (const [row] of weighed) {
        const copied = row.cloneNode(true);
        for (const below of copied.querySelectorAll("ul")) below.remove();
        copied.hidden = false;
        list.append(copied);
      }
      return make("div", { class: "ks-index ks-index--often" }, list);
    }
    let sorted = false;
    if (OFTEN[kind] && rows.every((row) => row.querySelector(":scope > .ks-weight"))) {
      const group = make("div", { class: "ks-filter__sort", role: "group", "aria-label": "ترتيب القائمة" });
      const choices = [["حسب الاسم", false], [OFTEN[kind], true]];
      for (const [words, is] of choices) {
        const button = make("button", { type: "button", "aria-pressed": String(is === sorted) }, words);
        button.addEventListener("click", () => {
          sorted = is;
          if (sorted && !often) {
            often = byWeight();
            groups[groups.length - 1].after(often);
          }
          for (const other of group.children) other.setAttribute("aria-pressed", String(other === button));
          draw();
        });
        group.append(button);
      }
      bar.append(group);
    }

    function draw() {
      const asked = folded(input.value);
      if (asked.length && !entries) entries = new Map(rows.map((row) => [row, findable(nameOf(row))]));
      const fitting = asked.length ? rows.filter((row) => fits(entries.get(row), asked)) : rows;
      const found = new Set(fitting);
      if (often) {
        const weighed = [...often.querySelectorAll("li")];
        const names = new Map(weighed.map((row) => [row, row.querySelector("a").href]));
        const kept = new Set(fitting.map((row) => row.querySelector("a").href));
        for (const row of weighed) row.hidden = !kept.has(names.get(row));
        often.hidden = !sorted;
      }
      for (const row of rows) {
        row.hidden = !found.has(row) && ![...row.querySelectorAll("li")].some((below) => found.has(below));
      }
      let heading = null;
      for (const element of groups) {
        if (element.matches("h2")) {
          heading = element;
          heading.hidden = true;
        } else if (element.matches(".ks-letters")) element.hidden = sorted || asked.length > 0;
        else {
          const some = element.matches(".ks-term-entry") ? !element.hidden : element.querySelector("li:not([hidden])") !== null;
          if (!element.matches(".ks-term-entry")) element.hidden = sorted || !some;
          if (some && heading && !sorted) heading.hidden = false;
        }
      }
      count.textContent = asked.length ? `${counted(fitting.length, kind, eastern)} من ${digits(rows.length, eastern)}` : "";
      none.hidden = !asked.length || (fitting.length > 0 && part === undefined);
      if (!none.hidden && search) {
        const query = input.value.trim();
        const link = make("a", { href: `${search.action}?q=${encodeURIComponent(query)}` }, "ابحث عن «", make("bdi", {}, query), "» في الأرشيف كله");
        none.replaceChildren(fitting.length ? "هذه صفحة من الفهرس وحدها. " : "", link);
      }
    }
    input.addEventListener("input", draw);
    input.addEventListener("focus", () => {
      const { ready } = (window.kashshaf || {}).search || {};
      if (ready) ready().then(() => { entries = null; draw(); });
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && input.value) {
        event.preventDefault();
        input.value = "";
        draw();
      }
    });
    window.addEventListener("hashchange", () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && !target.checkVisibility()) {
        input.value = "";
        sorted = false;
        for (const [at, button] of [...box.querySelectorAll(".ks-filter__sort button")].entries()) button.setAttribute("aria-pressed", String(at === 0));
        draw();
        target.scrollIntoView();
      }
    });
    if (input.value) draw(); // a browser that goes back fills the field in
  }


  function lines() {
    const heading = document.getElementById("mentions");
    if (!heading || !document.querySelector(".ks-columned")) return;
    const whole = () => root.dataset.ksLines === "whole";
    const button = make("button", { type: "button", class: "ks-lines", "aria-pressed": String(!whole()) }, "أسطر متحاذية");
    button.addEventListener("click", () => {
      if (whole()) delete root.dataset.ksLines;
      else root.dataset.ksLines = "whole";
      keep("ks-lines", whole() ? "whole" : "columns");
      button.setAttribute("aria-pressed", String(!whole()));
    });
    heading.after(button);
    document.addEventListener("click", (event) => {
      const line = event.target instanceof Element ? event.target.closest(".ks-columned li") : null;
      if (line && !event.target.closest("a") && !String(getSelection())) line.classList.toggle("ks-whole");
    });
  }

  for (const box of document.querySelectorAll(".ks-filter")) filters(box);
  lines();
})();
