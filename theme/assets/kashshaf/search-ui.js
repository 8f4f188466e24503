/* Kashshaf's search as a reader sees it: the box in the header, and the page search/.
 * It asks search.js and nothing else; what texts, queries and addresses hold is never HTML. */
"use strict";

(() => {

  const FORMS = ["zero", "one", "two", "few", "many", "other"];
  const NOUNS = {
    result: ["لا نتائج", "نتيجة واحدة", "نتيجتان", "نتائج", "نتيجة", "نتيجة"],
    article: ["لا مقالات", "مقالة واحدة", "مقالتان", "مقالات", "مقالة", "مقالة"],
  };
  const KINDS = { person: "شخص", topic: "موضوع", term: "مصطلح" };
  const GROUPS = {
    phrase: "الكلمات متجاورة",
    all: "كل الكلمات",
    related: "كلمات ذات صلة",
    some: "بعض الكلمات",
    prefix: "كلمات تبدأ بما كُتب",
  };
  const FACETS = { people: "الأشخاص", topics: "الموضوعات", source: "المصدر", year: "السنة" };
  const FAILED = "تعذّر تحميل فهرس البحث. أعد تحميل الصفحة، أو ابدأ من فهرس المقالات.";
  const ASK = "اكتب كلمة تبحث عنها.";
  const ASK_WITHIN = "اكتب كلمة تبحث عنها ضمن القيود المختارة.";
  const NO_WORD = "ليس فيما كُتب كلمة يُبحث عنها.";
  const LEFT_OUT_ONLY = "لا يكفي الاستبعاد وحده: اكتب معه كلمة تبحث عنها.";
  const LONGEST = 1000, MOST_WORDS = 32; // of a query: characters, as the fields allow, and words

  const rules = new Intl.PluralRules("ar");
  let eastern = document.querySelector(".ks-digits-arabic") !== null;

  const digits = (text) =>
    eastern ? String(text).replace(/[0-9]/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[digit]) : String(text);

  function counted(number, noun) {
    const form = FORMS.indexOf(rules.select(number));
    return form < 3 ? NOUNS[noun][form] : `${digits(number)} ${NOUNS[noun][form]}`;
  }


  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  const LETTER = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f";
  const LATIN = new RegExp(
    `[@#]?[0-9]*[${LETTER}][${LETTER}0-9_]*(?:(?: ?& ?| (?=[${LETTER}])|['’./:@#_–-]+)[${LETTER}0-9_]+)*`, "g");

  function write(node, text) {
    const pieces = typeof text === "string" ? [[text, false]] : text;
    const whole = pieces.map((piece) => piece[0]).join("");
    const cuts = new Set([0, whole.length]), marked = [], latin = [];
    let end = 0;
    pieces.forEach(([piece, is], at) => {
      const between = /^\s+$/.test(piece) && at && pieces[at - 1][1] && (pieces[at + 1] || [])[1];
      if (is || between) marked.push([end, end + piece.length]);
      cuts.add(end += piece.length);
    });
    for (const { index, 0: run } of whole.matchAll(LATIN)) {
      latin.push([index, index + run.length]);
      cuts.add(index).add(index + run.length);
    }
    const inside = (ranges, at) => ranges.find(([from, to]) => from <= at && at < to);
    let place = node, run, mark = null;
    [...cuts].sort((one, other) => one - other).forEach((from, at, all) => {
      if (at + 1 === all.length) return;
      const here = inside(latin, from);
      if (here !== run) {
        run = here;
        mark = null;
        place = here ? node.appendChild(make("bdi")) : node;
      }
      const part = whole.slice(from, all[at + 1]);
      if (!inside(marked, from)) mark = null;
      else if (!mark) mark = place.appendChild(make("mark"));
      (mark || place).append(part);
    });
    return node;
  }

  const engine = () => (window.kashshaf || {}).search;
  const elsewhere = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;

  const RUN = new RegExp(`[<(\\[{"“]*[${LETTER}](?:[^\u0600-\u08ff\ufb50-\ufeff]*[${LETTER}0-9])?[>)\\]}"”]*`, "g");

  function quoted(query) {
    const text = clip(query), whole = make("bdi");
    let end = 0;
    for (const { index, 0: run } of text.matchAll(RUN)) {
      whole.append(text.slice(end, index), make("bdi", { dir: "ltr" }, run));
      end = index + run.length;
    }
    whole.append(text.slice(end));
    return make("span", {}, "«", whole, "»");
  }
  const clip = (query) => (query.length > 80 ? query.slice(0, 80) + "…" : query);
  const tidy = (query) => query.slice(0, LONGEST).trim().replace(/\s+/g, " ");


  const wordsOf = (query) => {
    const { parity } = engine() || {}; // search.js may be missing
    return parity ? parity.words(query).map(([word]) => word) : query.split(/\s+/).filter(Boolean);
  };
  const MINUS = /(^|\s)[-−–](?:“[^“”]*”|«[^«»]*»|"[^"]*"|\S+)/g;

  function wordless(query) {
    if (wordsOf(query.replace(MINUS, "$1")).length) return "";
    return wordsOf(query).length ? LEFT_OUT_ONLY : NO_WORD;
  }

  function cut(query) {
    if (wordsOf(query).length > MOST_WORDS) return `لا يُبحث إلا عن أول ${digits(MOST_WORDS)} كلمة مما كُتب.`;
    return query.length < LONGEST ? "" : `لا يُبحث إلا عن أول ${digits("1,000")} حرف مما كُتب.`;
  }

  const alike = (one, other) => one === other || wordsOf(one).join(" ") === wordsOf(other).join(" ");

  let choices = null;

  function overhear() {
    const search = engine();
    if (!search) return;
    const { got } = search;
    search.got = (name, text) => {
      if (name.startsWith("f0-")) choices = text;
      got(name, text);
    };
  }

  async function filtersThere() {
    await warm();
    await engine()("", { filters: {} }); // which loads the list
    if (typeof choices === "string") choices = JSON.parse(choices);
    return choices;
  }


  const PATIENCE = 150; // milliseconds that titles wait for their lines

  let ready = null;
  const warm = () => (ready = ready || Promise.resolve("").then(engine()).catch(() => { ready = null; }));

  async function ask(query, options) {
    await warm();
    const search = engine();
    const answer = await search(query, options);
    answer.suggestions = answer.suggestions.filter((other) => !alike(other, query));
    const lines = answer.results.map((result) => {
      result.lines = search.snippet(result).then((shown) => {
        if (/[٠-٩]/.test(shown.date)) eastern = true;
        return shown;
      }, () => null);
      return result.lines;
    });
    await Promise.race([Promise.all(lines), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    return answer;
  }

  function fill(result, title, about, line) {
    write(title, result.title);
    result.lines.then((shown) => {
      if (!shown) return;
      title.replaceChildren();
      write(title, shown.title);
      const number = /^p([0-9]+)$/.exec(result.paragraph || "");
      const said = [shown.date, shown.source, number && `ف ${digits(number[1])}`].filter(Boolean);
      said.forEach((text, at) => about.append(at ? " · " : "", write(make("bdi"), text)));
      write(line, shown.pieces);
    });
  }

  function card(found, narrowed) {
    const { kind, heading, note, articles } = found;
    const many = counted(articles, "article");
    return [
      make("span", { class: "ks-card__kind" }, KINDS[kind] || ""),
      write(make("span", { class: "ks-card__name" }), heading),
      articles ? make("span", { class: "ks-card__count" }, narrowed ? `في الأرشيف كله: ${many}` : many) : null,
      note ? write(make("span", { class: "ks-card__note" }), note) : null,
    ];
  }

  const oneWord = (query) => !/\s/.test(query);

  function label(group, query, alone) {
    if (alone && (group === "phrase" || group === "all")) return null;
    return group === "all" && oneWord(query) ? "الكلمة" : GROUPS[group] || "";
  }

  const narrows = (query) => /(^|\s)[-−–]\S/.test(query);

  function spoken(answer, query) {
    const why = !answer.total && wordless(query);
    if (why) return why;
    const names = answer.cards.slice(0, 2).map((one) => `${one.heading} (${KINDS[one.kind] || ""})`);
    const [meant] = answer.suggestions;
    return [[counted(answer.total, "result"), ...names].join("، "), meant && `هل تقصد: ${meant}؟`, cut(query)]
      .filter(Boolean).join(". ");
  }

  function typed(input, wait, call) {
    let timer = 0;
    const start = () => {
      input.form.ariaBusy = "true";
      clearTimeout(timer);
      timer = setTimeout(call, wait);
    };
    input.addEventListener("input", (event) => { if (!event.isComposing) start(); });
    input.addEventListener("compositionstart", () => clearTimeout(timer));
    input.addEventListener("compositionend", start);
    return () => clearTimeout(timer);
  }


  const SHOWN = 6, CARDS = 3;

  function box(root) {
    const form = root.querySelector("form");
    const input = root.querySelector("input");
    const opener = root.querySelector(".ks-search__open");
    const clear = root.querySelector(".ks-search__clear");
    const list = make("div", { id: "ks-search-list", role: "listbox", "aria-label": "نتائج البحث" });
    const note = make("p", { class: "ks-search__note" });
    const panel = make("div", { class: "ks-search__panel", hidden: "" }, note, list);
    const status = make("p", { class: "ks-unseen", role: "status" });
    form.append(panel, status);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) input.setAttribute(name, value);
    opener.setAttribute("aria-expanded", "false");

    let options = [], chosen = -1, turn = 0, shownFor = null;

    const pageOf = (query) => `${form.action}?q=${encodeURIComponent(query)}`;

    function choose(at) {
      if (options[chosen]) options[chosen].removeAttribute("aria-selected");
      chosen = at;
      if (options[at]) {
        options[at].setAttribute("aria-selected", "true");
        options[at].scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", options[at].id);
      } else input.removeAttribute("aria-activedescendant");
    }

    function show(open) {
      panel.hidden = !open;
      input.setAttribute("aria-expanded", String(open && options.length > 0));
      if (!open) choose(-1);
    }

    function unfold(open) {
      root.classList.toggle("ks-search--open", open);
      opener.setAttribute("aria-expanded", String(open));
    }

    function close(back) {
      const covered = root.classList.contains("ks-search--open");
      cancel();
      turn++;
      shownFor = null;
      show(false);
      unfold(false);
      if (covered && back) opener.focus();
    }

    function option(href, kind, ...children) {
      const made = make("a", {
        class: `ks-option ks-option--${kind}`, role: "option", tabindex: "-1", href,
        id: `ks-option-${options.length}`,
      }, ...children);
      options.push(made);
      return made;
    }

    function hit(result) {
      const title = make("span", { class: "ks-option__title" });
      const about = make("span", { class: "ks-option__about" });
      const line = make("span", { class: "ks-option__line" });
      fill(result, title, about, line);
      return option(result.url, "hit", title, about, line);
    }

    function group(name, children) {
      const head = name && make("div", { class: "ks-search__group", "aria-hidden": "true" }, name);
      return make("div", { role: "group", "aria-label": name }, head, ...children);
    }

    function draw(answer, query, raw) {
      shownFor = answer && raw;
      options = [];
      choose(-1);
      list.replaceChildren();
      note.replaceChildren();
      if (answer) drawAnswer(answer, query, raw);
      else note.append(FAILED);
      note.hidden = !note.hasChildNodes();
      status.textContent = answer ? spoken(answer, raw) : FAILED;
      panel.scrollTop = 0;
      show(true);
    }

    function drawAnswer(answer, query, raw) {
      const why = !answer.total && wordless(query);
      if (why) {
        note.append(why);
        return;
      }
      if (cut(raw)) note.append(make("p", {}, cut(raw)));
      const cards = answer.cards.slice(0, CARDS);
      if (cards.length) list.append(group(null, cards.map((one) => option(one.url, "card", ...card(one, narrows(query))))));
      const names = [...new Set(answer.results.map((result) => result.group))];
      for (const name of names) {
        const results = answer.results.filter((result) => result.group === name);
        list.append(group(label(name, query, names.length === 1), results.map(hit)));
      }
      if (answer.total) {
        list.append(option(pageOf(query), "all", `كل النتائج: ${counted(answer.total, "result")}`));
      } else {
        note.append("لا نتائج للبحث عن ", quoted(query));
        for (const other of answer.suggestions) {
          const made = option(pageOf(other), "meant", "هل تقصد ", quoted(other), "؟");
          made.dataset.query = other;
          list.append(made);
        }
      }
    }

    async function run() {
      const raw = input.value, query = tidy(raw);
      const mine = ++turn;
      if (!query) {
        shownFor = null;
        status.textContent = "";
        show(false);
      } else if (raw === shownFor) show(true);
      else {
        form.ariaBusy = "true";
        const answer = await ask(query, { limit: SHOWN }).catch(() => null);
        if (mine !== turn) return;
        draw(answer, query, raw);
      }
      form.ariaBusy = "false";
    }

    const cancel = typed(input, 120, run);
    const state = () => {
      clear.hidden = !input.value;
      choose(-1);
    };
    input.addEventListener("input", state);

    input.addEventListener("focus", () => {
      warm();
      state();
      if (tidy(input.value)) run();
    });

    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      const { key: pressed } = event;
      if (pressed === "ArrowDown" || pressed === "ArrowUp") {
        event.preventDefault();
        if (panel.hidden) run();
        else if (options.length) {
          const all = options.length + 1;
          choose((chosen + 1 + (pressed === "ArrowDown" ? 1 : all - 1)) % all - 1);
        }
      } else if (pressed === "Enter") {
        cancel();
        if (!panel.hidden && options[chosen]) {
          event.preventDefault();
          options[chosen].click();
        }
      }
    });

    form.addEventListener("submit", (event) => {
      if (tidy(input.value)) return;
      event.preventDefault();
      cancel();
      options = [];
      list.replaceChildren();
      note.replaceChildren(status.textContent = ASK);
      note.hidden = false;
      show(true);
    });

    panel.addEventListener("mousedown", (event) => { if (event.button === 0) event.preventDefault(); });
    panel.addEventListener("click", (event) => {
      const target = event.target.closest("[role=option]");
      if (!target || elsewhere(event)) return;
      if (target.dataset.query) {
        event.preventDefault();
        input.value = target.dataset.query;
        run();
      } else close(false);
    });

    clear.addEventListener("click", () => {
      input.value = "";
      state();
      run();
      input.focus();
    });

    const open = () => {
      unfold(true);
      input.focus();
      input.select();
    };
    opener.addEventListener("click", (event) => {
      if (elsewhere(event)) return;
      event.preventDefault();
      open();
    });
    root.querySelector(".ks-search__close").addEventListener("click", () => close(true));
    root.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !root.contains(event.relatedTarget)) close(false);
    });
    document.addEventListener("pointerdown", (event) => { if (!root.contains(event.target)) close(false); });
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault(); // what was typed stays: it would be cleared
      if (event.target === input && (panel.hidden || !input.value)) input.blur();
      close(true);
    });
    return open;
  }


  const STEP = 20, FREQUENT = 8, MORE = 40;

  function page(root) {
    const form = root.querySelector("form");
    const input = root.querySelector("input");
    const help = document.querySelector(".ks-find-help");
    const status = make("p", { class: "ks-find__status", role: "status", tabindex: "-1" });
    const chips = make("ul", { class: "ks-find__chips", "aria-label": "ما حُصرت فيه النتائج" });
    const cards = make("div", { class: "ks-find__cards" });
    const results = make("div", { class: "ks-find__results" });
    const facets = make("div", { class: "ks-find__facets" });
    const side = make("details", { class: "ks-find__side" }, make("summary", {}, "حصر النتائج"), facets);
    const columns = make("div", { class: "ks-find__columns" }, side, make("div", { class: "ks-find__main" }, cards, results));
    root.append(status, chips, columns);
    const title = document.title;
    const labels = new Map(); // kind and value → label
    let now = null, turn = 0, settled = true;

    const western = (text) => text.replace(/[٠-٩]/g, (digit) => "٠١٢٣٤٥٦٧٨٩".indexOf(digit));

    function read() {
      const given = new URLSearchParams(location.search);
      const filters = {};
      for (const kind of Object.keys(FACETS)) {
        const values = [...new Set(given.getAll(kind))].slice(0, 20);
        if (values.length) filters[kind] = kind === "year" ? values.map(western) : values;
      }
      const { limit } = history.state || {};
      const raw = given.get("q") || "";
      return {
        query: tidy(raw), filters, all: given.has("all"), limit: Number(limit) || STEP,
        note: given.has("q") ? (tidy(raw) ? cut(raw) : ASK) : "",
      };
    }

    function address({ query, filters, all }) {
      const said = new URLSearchParams();
      if (query) said.append("q", query);
      for (const [kind, values] of Object.entries(filters)) for (const value of values) said.append(kind, value);
      if (all) said.append("all", "1");
      return `${location.pathname}${String(said) && `?${said}`}`;
    }

    function move(how, state) {
      try {
        history[how](state, "", address(now));
      } catch {
      }
    }

    function go(next, push) {
      now = { limit: STEP, all: false, filters: {}, note: cut(next.query), ...next };
      move(push ? "pushState" : "replaceState", { limit: now.limit });
      return run();
    }

    const link = (next, attributes, ...children) => {
      const made = make("a", { ...attributes, href: address({ all: false, filters: {}, ...next }) }, ...children);
      made.addEventListener("click", (event) => {
        if (elsewhere(event)) return;
        event.preventDefault();
        input.value = next.query;
        go(next, true).then(() => { if (!document.activeElement || document.activeElement === document.body) status.focus(); });
      });
      return made;
    };

    function toggled(kind, value) {
      const filters = { ...now.filters };
      const values = filters[kind] || [];
      filters[kind] = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
      if (!filters[kind].length) delete filters[kind];
      return { query: now.query, filters, all: now.all };
    }

    const labelOf = (kind, value) => {
      const text = labels.get(`${kind} ${value}`) || value;
      return kind === "year" ? digits(text) : text;
    };

    function drawChips() {
      const chosen = Object.entries(now.filters).flatMap(([kind, values]) => values.map((value) => [kind, value]));
      chips.replaceChildren(...chosen.map(([kind, value]) => make("li", {}, link(
        toggled(kind, value), { class: "ks-chip", "data-key": `${kind} ${value}`, "aria-label": `أزل: ${FACETS[kind]}، ${labelOf(kind, value)}` },
        make("span", { class: "ks-chip__kind" }, FACETS[kind]), write(make("bdi"), labelOf(kind, value)),
        make("span", { class: "ks-chip__x", "aria-hidden": "true" }, "×")))));
      if (chosen.length > 1) {
        chips.append(make("li", {}, link({ query: now.query, all: now.all }, { class: "ks-chip ks-chip--none" }, "أزلها كلها")));
      }
      chips.hidden = !chosen.length;
    }

    function facet(kind, values, total) {
      const chosen = now.filters[kind] || [];
      if (!values.length || (values.length === 1 && values[0].count === total && !chosen.length)) return null;
      const rows = (some) => {
        if (kind === "year") some.sort((one, other) => (one.value < other.value ? 1 : -1));
        return some.map(({ value, count }) => make("li", {}, link(
          toggled(kind, value),
          { class: "ks-facet__link", "data-key": `${kind} ${value}`, "aria-current": chosen.includes(value) ? "true" : null },
          write(make("span", { class: "ks-facet__name" }), labelOf(kind, value)),
          make("span", { class: "ks-facet__count" }, digits(count)))));
      };
      const list = make("ul", { "aria-label": FACETS[kind], "data-kind": kind });
      let shown = FREQUENT;
      const draw = () => {
        const first = values.slice(0, shown);
        const hidden = values.slice(shown).filter(({ value }) => chosen.includes(value));
        list.replaceChildren(...rows([...first, ...hidden]));
      };
      draw();
      const more = make("button", { class: "ks-more ks-more--small", type: "button" }, "المزيد");
      more.hidden = values.length <= shown;
      more.addEventListener("click", () => {
        const before = shown;
        shown += MORE;
        draw();
        more.hidden = values.length <= shown;
        list.children[kind === "year" ? 0 : before].firstElementChild.focus();
      });
      return make("div", { class: "ks-facet" }, make("h2", {}, FACETS[kind]), list, more);
    }

    function drawFacets(answer) {
      const found = answer.facets || {};
      for (const [kind, values] of Object.entries(found)) {
        for (const { value, label: text } of values) labels.set(`${kind} ${value}`, text);
      }
      facets.replaceChildren(...Object.keys(FACETS)
        .map((kind) => facet(kind, found[kind] || [], answer.total)).filter(Boolean));
      side.hidden = !facets.hasChildNodes();
    }

    function hit(result) {
      const anchor = make("a", { href: result.url });
      const about = make("p", { class: "ks-hit__about" });
      const line = make("p", { class: "ks-hit__line" });
      fill(result, anchor, about, line);
      return make("li", { class: "ks-hit" }, make("h3", {}, anchor), about, line);
    }

    function draw(answer) {
      const { query, filters } = now;
      const narrowed = Object.keys(filters).length > 0;
      const names = [...new Set(answer.results.map((result) => result.group))];
      const totals = new Map(answer.groups.map(({ group, total }) => [group, total]));
      cards.replaceChildren(...answer.cards.slice(0, 6).map((one) =>
        make("a", { class: "ks-card", href: one.url }, ...card(one, narrowed || narrows(query)))));
      results.replaceChildren(...names.map((name) => {
        const text = label(name, query, names.length === 1);
        const total = counted(totals.get(name) || 0, "result");
        return make("section", { "aria-label": text || "النتائج" },
          text ? make("h2", {}, text, " ", make("span", { class: "ks-count" }, total)) : make("h2", { class: "ks-unseen" }, "النتائج"),
          make("ol", {}, ...answer.results.filter((result) => result.group === name).map(hit)));
      }));
      if (answer.results.length < answer.total) {
        const more = make("button", { class: "ks-more", type: "button" }, "مزيد من النتائج");
        more.addEventListener("click", async () => {
          const before = answer.results.length;
          now.limit += STEP;
          history.replaceState({ limit: now.limit }, "");
          await run();
          const next = results.querySelectorAll(".ks-hit a")[before];
          if (next) next.focus();
        });
        results.append(more);
      } else {
        const other = answer.groups.reduce((sum, { total }) => sum + total, 0) - answer.total;
        if (other > 0 && !now.all) {
          results.append(make("p", {}, link(
            { query, filters, all: true }, { class: "ks-more" }, `نتائج أخرى أبعد صلة: ${counted(other, "result")}`)));
        }
      }
      const why = !answer.total && wordless(query);
      if (why) {
        status.textContent = why;
        return;
      }
      const within = narrowed ? " ضمن القيود المختارة" : "";
      status.replaceChildren(counted(answer.total, "result"), " للبحث عن ", quoted(query), within);
      if (now.note) status.append(". ", now.note);
      if (!answer.total) drawNothing(answer);
    }

    function drawNothing(answer) {
      for (const other of answer.suggestions) {
        results.append(make("p", {}, "هل تقصد ", link({ query: other }, {}, quoted(other)), "؟"));
      }
      if (Object.keys(now.filters).length) {
        results.append(make("p", {}, link({ query: now.query }, {}, "ابحث في الأرشيف كله"), " بلا قيود."));
      } else {
        results.append(make("p", {}, "جرّب كلمة أقصر أو أعمّ، أو اكتبها برسم آخر، أو تصفّح الفهارس."));
      }
    }

    function blank(text) {
      status.textContent = text;
      for (const part of [cards, results, facets, chips]) part.replaceChildren();
      side.hidden = chips.hidden = true;
    }

    async function settle() {
      const there = await filtersThere();
      const filters = {};
      for (const [kind, values] of Object.entries(now.filters)) {
        const known = values.filter((value) => Object.hasOwn(there[kind] || {}, value));
        for (const value of known) labels.set(`${kind} ${value}`, there[kind][value][0]);
        if (known.length) filters[kind] = known;
      }
      return filters;
    }

    async function run() {
      const mine = ++turn;
      const { query } = now;
      document.title = query ? `\u2068${clip(query)}\u2069 – ${title}` : title;
      root.classList.toggle("ks-find--asked", Boolean(query));
      if (help) help.classList.toggle("ks-find-help--after", Boolean(query));
      const narrowed = Object.keys(now.filters).length > 0;
      form.ariaBusy = String(Boolean(query) || narrowed);
      if (!query && !narrowed) {
        blank(now.note);
        return;
      }
      const slow = setTimeout(() => { if (mine === turn) status.textContent = "جارٍ البحث…"; }, 400);
      try {
        const filters = narrowed ? await settle() : {};
        if (mine !== turn) return;
        if (JSON.stringify(filters) !== JSON.stringify(now.filters)) {
          now.filters = filters;
          move("replaceState", { limit: now.limit, y: (history.state || {}).y });
        }
        if (!query) {
          blank(Object.keys(filters).length ? ASK_WITHIN : now.note);
          drawChips();
          return;
        }
        const answer = await ask(query, {
          limit: now.limit, filters: Object.keys(now.filters).length ? now.filters : null,
          groups: now.all ? "all" : "best", facets: true,
        });
        if (mine !== turn) return;
        const focused = document.activeElement && document.activeElement.dataset.key;
        drawFacets(answer);
        drawChips();
        draw(answer);
        const again = focused && [...root.querySelectorAll("[data-key]")].find((one) => one.dataset.key === focused);
        if (again) again.focus();
      } catch {
        if (mine === turn) blank(FAILED);
      } finally {
        clearTimeout(slow);
        if (mine === turn) form.ariaBusy = "false";
      }
    }

    const cancel = typed(input, 200, () => {
      const query = tidy(input.value);
      if (query === now.query) {
        form.ariaBusy = "false";
        return;
      }
      go({ query, filters: now.filters, note: cut(input.value) }, settled && now.query !== "");
      settled = false;
    });
    input.addEventListener("change", () => { settled = true; });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      cancel();
      const query = tidy(input.value);
      if (query !== now.query || !query) go({ query, filters: now.filters, note: query ? cut(input.value) : ASK }, now.query !== "");
      settled = true;
    });
    addEventListener("popstate", () => {
      now = read();
      input.value = now.query;
      settled = true;
      run();
    });
    addEventListener("pagehide", () => {
      if (now.query) history.replaceState({ limit: now.limit, y: scrollY }, "");
    });

    root.addEventListener("keydown", (event) => {
      const { key: pressed, target } = event;
      if (event.isComposing || event.keyCode === 229 || elsewhere(event)) return;
      if (target === input && pressed === "Escape") {
        event.preventDefault(); // what was typed stays: it would be cleared
        input.blur();
      }
      const way = { ArrowDown: 1, ArrowUp: -1 }[pressed];
      const all = [input, ...root.querySelectorAll(".ks-find__main .ks-card, .ks-hit h3 a")];
      const at = all.indexOf(target);
      if (!way || at < 0 || at + way < 0) return;
      event.preventDefault();
      if (at + way < all.length) all[at + way].focus();
    });

    const wide = matchMedia("(min-width: 60em)");
    const fold = () => { side.open = wide.matches; };
    wide.addEventListener("change", fold);
    fold();

    now = read();
    input.value = now.query;
    const { y } = history.state || {};
    run().then(() => { if (y) scrollTo({ top: y, behavior: "instant" }); });
    if (!now.query && wide.matches) input.focus({ preventScroll: true });
    return () => { input.focus(); input.select(); };
  }


  overhear();

  const boxes = [...document.querySelectorAll("[data-ks-search]")];
  const there = document.querySelector("[data-ks-find]");
  for (const other of boxes.slice(1)) other.remove();
  const enter = [there && page(there), boxes[0] && box(boxes[0])].find(Boolean);

  const editable = (target) =>
    target instanceof Element && target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;

  document.addEventListener("keydown", (event) => {
    const { key, code, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (!enter || event.isComposing || event.defaultPrevented || altKey) return;
    const latin = /^[\x20-\x7e]$/.test(key);
    const k = (ctrlKey !== metaKey) && !shiftKey && (latin ? key.toLowerCase() === "k" : code === "KeyK");
    const slash = !ctrlKey && !metaKey && !editable(event.target) && (key === "/" || (!latin && !shiftKey && code === "Slash"));
    if (!k && !slash) return;
    event.preventDefault();
    enter();
  });
})();
