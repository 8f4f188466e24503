/* Kashshaf: what helps to read. Cards of people and terms, paragraphs as citations, progress, size of
 * text. All that is shown stands in the page, so nothing is requested; what texts hold is never read
 * as HTML. */
"use strict";

(() => {
  const root = document.documentElement;
  const text = document.querySelector(".ks-text");
  const main = document.querySelector("main") || document.body;

  // ---- Elements

  /** An element; attributes that are null are left out. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  /** Copies of what an element holds, so that Latin names stay isolated. */
  const held = (element) => [...element.cloneNode(true).childNodes];

  const keep = (name, value) => {
    try {
      localStorage.setItem(name, value);
    } catch {
      // It holds for this page, then.
    }
  };

  const plainClick = (event) =>
    event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  let live = null;
  let liveTimer = 0;
  /** Say something to everybody: seen for a moment, and read out. */
  function say(words) {
    if (!live) live = document.body.appendChild(make("p", { class: "ks-said", role: "status" }));
    clearTimeout(liveTimer);
    live.textContent = "";
    // A region that was not there before, or says the same again, is read only when it changes.
    liveTimer = setTimeout(() => {
      live.textContent = words;
      liveTimer = setTimeout(() => { live.textContent = ""; }, 4000);
    }, 60);
  }

  // ---- Where a box opens: under the line of a word or over it, never on it, inside the window

  const GAP = 6;
  const EDGE = 8;

  function top() {
    const header = document.querySelector(".md-header");
    return header ? Math.max(0, header.getBoundingClientRect().bottom) : 0;
  }

  /** From where to where the lines of a word reach; those of a raised ring are the lines beside it. */
  function reach(anchor) {
    const { display, position, verticalAlign } = getComputedStyle(anchor);
    const own = [...anchor.getClientRects()];
    const block = anchor.closest("p, li, h1, h2, h3, h4") || anchor.parentElement;
    if (!own.length || position === "absolute") return anchor.getBoundingClientRect();
    let words = own;
    if (display === "inline-block") {
      const base = own[0].bottom + (parseFloat(verticalAlign) || 0);
      const range = document.createRange();
      range.selectNodeContents(block);
      words = [...range.getClientRects()].filter((one) => one.top < base && base < one.bottom);
    }
    const half = (parseFloat(getComputedStyle(block).lineHeight) || 0) / 2;
    const middles = words.map((one) => (one.top + one.bottom) / 2);
    return {
      top: Math.min(...own.map((one) => one.top), ...middles.map((at) => at - half)),
      bottom: Math.max(...own.map((one) => one.bottom), ...middles.map((at) => at + half)),
    };
  }

  function place(box, anchor) {
    const word = reach(anchor);
    const first = anchor.getClientRects()[0] || anchor.getBoundingClientRect();
    box.style.maxBlockSize = "";
    const { width, height } = box.getBoundingClientRect();
    const over = word.top - top() - GAP - EDGE;
    const under = window.innerHeight - word.bottom - GAP - EDGE;
    const below = height <= under || under >= over;
    const tall = Math.min(height, Math.max(below ? under : over, 64));
    if (tall < height) box.style.maxBlockSize = `${Math.floor(tall)}px`;
    const rtl = getComputedStyle(anchor).direction === "rtl";
    const start = rtl ? first.right - width : first.left;
    const left = Math.max(EDGE, Math.min(start, root.clientWidth - width - EDGE));
    const origin = (box.offsetParent || root).getBoundingClientRect();
    box.style.left = `${Math.round(left - origin.left)}px`;
    const at = below ? word.bottom + GAP : word.top - GAP - tall;
    box.style.top = `${Math.round(at - origin.top)}px`;
  }

  const seen = (element) => {
    const { top: above, bottom } = element.getBoundingClientRect();
    return bottom > top() && above < window.innerHeight;
  };

  // ---- Cards

  const LINKS = "a.ks-person, a.ks-term";
  const OPEN_AFTER = 180; // milliseconds that a mouse rests on a word
  const CLOSE_AFTER = 260; // and may take to the card

  /** The notes at the page's end: address of a record → what its card says. */
  function readNotes() {
    const titles = [...document.querySelectorAll(".ks-notes-titles li")];
    const notes = new Map();
    document.querySelectorAll(".ks-notes li").forEach((item, at) => {
      const [name, about, where, ...others] = item.children;
      if (!where) return;
      about.id = `ks-note-${at}`;
      notes.set(name.href, {
        name, about, where,
        others: others.map((link) => [link.href, titles[Number(link.textContent)]]).filter((one) => one[1]),
      });
    });
    return notes;
  }

  function cards() {
    const notes = readNotes();
    if (!notes.size) return;
    const card = make("div", { class: "ks-pop ks-note", id: "ks-note", role: "dialog", hidden: "" });
    main.append(card);
    let shown = null;
    let timer = 0;
    let touch = false;
    let quiet = false; // a focus that we give back opens nothing

    for (const link of text.querySelectorAll(LINKS)) {
      const note = notes.get(link.href);
      if (!note) continue;
      link.setAttribute("aria-haspopup", "dialog");
      link.setAttribute("aria-expanded", "false");
      if (note.about.textContent) link.setAttribute("aria-describedby", note.about.id);
    }
    const linkOf = (target) => {
      const link = target instanceof Element ? target.closest(LINKS) : null;
      return link && text.contains(link) && notes.has(link.href) ? link : null;
    };

    function fill(link) {
      const { name, about, where, others } = notes.get(link.href);
      const person = link.classList.contains("ks-person");
      card.replaceChildren(make("p", { class: "ks-note__name", id: "ks-note-name" }, ...held(name)));
      if (about.textContent) card.append(make("p", { class: "ks-note__about" }, ...held(about)));
      card.append(make("p", { class: "ks-note__where" }, ...held(where)));
      if (others.length) {
        const list = make("ul", { class: "ks-note__others", "aria-label": "يرد أيضًا في" });
        for (const [href, title] of others) list.append(make("li", {}, make("a", { href }, ...held(title))));
        card.append(list);
      }
      card.append(make("p", { class: "ks-note__page" },
        make("a", { href: link.href }, person ? "صفحة الشخص وكل مواضعه" : "المدخل في المسرد")));
      card.setAttribute("aria-labelledby", "ks-note-name");
    }

    function show(link) {
      clearTimeout(timer);
      if (shown === link) return;
      hide();
      shown = link;
      fill(link);
      card.hidden = false;
      place(card, link);
      link.setAttribute("aria-expanded", "true");
      link.setAttribute("aria-controls", "ks-note");
    }

    function hide() {
      clearTimeout(timer);
      if (!shown) return;
      const link = shown;
      shown = null;
      const inside = card.contains(document.activeElement);
      card.hidden = true;
      link.setAttribute("aria-expanded", "false");
      link.removeAttribute("aria-controls");
      if (inside) back(link);
    }

    function back(link) {
      quiet = true;
      link.focus({ preventScroll: true });
      quiet = false;
    }

    const later = (action, after) => {
      clearTimeout(timer);
      timer = setTimeout(action, after);
    };

    text.addEventListener("pointerover", (event) => {
      const link = linkOf(event.target);
      if (link && event.pointerType !== "touch") later(() => show(link), OPEN_AFTER);
    });
    text.addEventListener("pointerout", (event) => {
      const link = linkOf(event.target);
      if (link && event.pointerType !== "touch" && !link.contains(event.relatedTarget)) later(leave, CLOSE_AFTER);
    });
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch") later(leave, CLOSE_AFTER);
    });
    /** The mouse has left; who holds the card by the keyboard keeps it. */
    function leave() {
      const active = document.activeElement;
      if (!card.contains(active) && !(active === shown && active.matches(":focus-visible"))) hide();
    }

    text.addEventListener("focusin", (event) => {
      const link = linkOf(event.target);
      if (link && !quiet && link.matches(":focus-visible")) show(link);
    });
    text.addEventListener("focusout", (event) => {
      if (linkOf(event.target) === shown && !card.contains(event.relatedTarget)) later(leave, 0);
    });
    card.addEventListener("focusout", (event) => {
      const to = event.relatedTarget;
      if (to && to !== shown && !card.contains(to)) hide();
    });

    document.addEventListener("pointerdown", (event) => {
      touch = event.pointerType === "touch";
      const link = linkOf(event.target);
      if (shown && link !== shown && !card.contains(event.target)) hide();
    }, true);
    text.addEventListener("click", (event) => {
      const link = linkOf(event.target);
      if (!link || !plainClick(event)) return;
      if (touch && event.detail !== 0 && shown !== link) {
        event.preventDefault();
        show(link);
      }
    });

    document.addEventListener("keydown", (event) => {
      touch = false;
      if (!shown) return;
      const links = [...card.querySelectorAll("a")];
      const active = document.activeElement;
      if (event.key === "Escape") {
        event.preventDefault();
        hide();
      } else if (event.key === "Tab" && !event.shiftKey && active === shown) {
        event.preventDefault();
        links[0].focus();
      } else if (event.key === "Tab" && event.shiftKey && active === links[0]) {
        event.preventDefault();
        back(shown);
      } else if (event.key === "Tab" && !event.shiftKey && active === links[links.length - 1]) {
        hide(); // which gives the focus back to the word; from there Tab goes on by itself
      }
    });

    window.addEventListener("scroll", () => { if (shown && !seen(shown)) hide(); }, { passive: true });
    window.addEventListener("resize", () => { if (shown) place(card, shown); });
    window.addEventListener("pagehide", hide);
  }

  // ---- Paragraphs: copy their address or a citation

  const address = () => {
    const canonical = document.querySelector('link[rel="canonical"]');
    return (canonical ? canonical.href : location.href).replace(/#.*$/, "");
  };
  /** The words that are shown: of a correction one side, as printed or corrected. */
  function squeezed(element) {
    if (!element) return "";
    const copied = element.cloneNode(true);
    const printed = root.dataset.ksText === "printed";
    for (const side of copied.querySelectorAll(printed ? ".ks-now" : ".ks-was")) side.remove();
    return copied.textContent.replace(/\s+/g, " ").trim();
  }

  /** «النص…»، العنوان، المصدر، التاريخ، ف 7، الرابط: what is not known is left out. */
  function citation(paragraph, number) {
    const words = squeezed(paragraph).split(" ");
    const quoted = words.slice(0, 14).join(" ") + (words.length > 14 ? "…" : "");
    const [source, date] = [...document.querySelectorAll(".ks-notes-cite li")].map(squeezed);
    const title = squeezed(document.querySelector(".md-content h1"));
    return [`«${quoted}»`, title, source, date, `ف ${number}`, `${address()}#${paragraph.id}`]
      .filter(Boolean).join("، ");
  }

  async function copy(words) {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      // There is none on file:// in some browsers, nor where it is forbidden.
    }
    const active = document.activeElement;
    const field = make("textarea", { class: "ks-copied", readonly: "", "aria-hidden": "true", tabindex: "-1" });
    field.value = words;
    document.body.append(field);
    field.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch {
      // Then the words are shown to be copied by hand.
    }
    field.remove();
    if (active) active.focus({ preventScroll: true });
    return done;
  }

  function paragraphs() {
    const menu = make("div", { class: "ks-pop ks-menu", id: "ks-menu", role: "menu", hidden: "" });
    const item = (words, action) => {
      const button = make("button", { type: "button", role: "menuitem", tabindex: "-1" }, words);
      button.addEventListener("click", action);
      return menu.appendChild(button);
    };
    let opened = null;
    item("انسخ رابط الفقرة", () => take("نُسخ رابط الفقرة", (paragraph) => `${address()}#${paragraph.id}`));
    item("انسخ استشهادًا بها", () => take("نُسخ الاستشهاد بالفقرة", (paragraph, n) => citation(paragraph, n)));
    main.append(menu);

    async function take(said, words) {
      const number = opened;
      const paragraph = number.parentElement;
      const what = words(paragraph, number.dataset.n);
      try {
        history.replaceState(null, "", `#${paragraph.id}`);
      } catch {
        // The address of the page need not show it.
      }
      if (await copy(what)) {
        hide(true);
        say(`${said} ${number.dataset.n}`);
        return;
      }
      // Nothing can be copied here: the words are there, selected, for the reader's own keys.
      let field = menu.querySelector("textarea");
      if (!field) field = menu.appendChild(make("textarea", { class: "ks-menu__field", readonly: "", rows: "3", "aria-label": "النص المراد نسخه" }));
      field.value = what;
      place(menu, number);
      field.focus();
      field.select();
      say("لا يتيح المتصفح النسخ هنا؛ النص محدَّد، فانسخه بنفسك");
    }

    function show(number) {
      opened = number;
      const field = menu.querySelector("textarea");
      if (field) field.remove();
      menu.setAttribute("aria-label", `الفقرة ${number.dataset.n}`);
      menu.hidden = false;
      place(menu, number);
      number.setAttribute("aria-expanded", "true");
      menu.querySelector("button").focus({ preventScroll: true });
    }

    function hide(focus) {
      if (!opened) return;
      const number = opened;
      opened = null;
      menu.hidden = true;
      number.setAttribute("aria-expanded", "false");
      if (focus) number.focus({ preventScroll: true });
    }

    for (const number of text.querySelectorAll(".ks-n")) {
      number.setAttribute("aria-haspopup", "menu");
      number.setAttribute("aria-expanded", "false");
      number.setAttribute("aria-controls", "ks-menu");
      number.setAttribute("aria-label", `الفقرة ${number.dataset.n}: نسخ الرابط أو الاستشهاد`);
      number.addEventListener("click", (event) => {
        if (!plainClick(event)) return;
        event.preventDefault();
        if (opened === number) hide(true);
        else {
          hide();
          show(number);
        }
      });
    }
    menu.addEventListener("keydown", (event) => {
      const items = [...menu.querySelectorAll("button")];
      const at = items.indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
      if (event.key === "Escape") hide(true);
      else if (event.key === "Tab") return hide(true);
      else if (to === undefined || at < 0) return undefined;
      else items[(to + items.length) % items.length].focus();
      event.preventDefault();
      return undefined;
    });
    document.addEventListener("pointerdown", (event) => {
      if (opened && !menu.contains(event.target) && !opened.contains(event.target)) hide();
    }, true);
    window.addEventListener("scroll", () => { if (opened && !seen(opened)) hide(); }, { passive: true });
    window.addEventListener("resize", () => { if (opened) place(menu, opened); });
  }

  // ---- How far one has read

  function progress() {
    const header = document.querySelector(".md-header");
    if (!header) return;
    const line = header.appendChild(make("div", { class: "ks-progress", "aria-hidden": "true" }));
    let asked = false;
    function draw() {
      asked = false;
      const { top: above, height } = text.getBoundingClientRect();
      const way = above + window.scrollY + height - window.innerHeight; // until its last line is seen
      const part = way > 0 ? Math.min(1, Math.max(0, window.scrollY / way)) : 1;
      line.style.transform = `scaleX(${part.toFixed(4)})`;
    }
    const ask = () => {
      if (!asked) requestAnimationFrame(draw);
      asked = true;
    };
    window.addEventListener("scroll", ask, { passive: true });
    window.addEventListener("resize", ask);
    ask();
  }

  // ---- Size of the text

  const SIZES = [["1", "صغير"], ["2", "عادي"], ["3", "كبير"], ["4", "كبير جدًا"]];

  function sizes() {
    const row = document.querySelector(".ks-minutes");
    if (!row) return;
    const group = make("span", { class: "ks-size", role: "group", "aria-label": "حجم النص" });
    const now = () => root.dataset.ksSize || "2";
    for (const [size, name] of SIZES) {
      const button = make("button", { type: "button", class: `ks-size__${size}`, "aria-label": `حجم النص: ${name}`, title: name, "aria-pressed": String(size === now()) }, "أ");
      button.addEventListener("click", () => {
        if (size === "2") delete root.dataset.ksSize;
        else root.dataset.ksSize = size;
        keep("ks-size", size);
        for (const other of group.children) other.setAttribute("aria-pressed", String(other === button));
        window.dispatchEvent(new Event("resize"));
      });
      group.append(button);
    }
    row.after(group);
  }

  // ---- On paper: where the article is

  function onPaper() {
    const place = document.querySelector(".ks-aside");
    if (place) place.append(make("p", { class: "ks-address" }, make("bdi", { dir: "ltr" }, decodeURI(address()))));
  }

  if (text) {
    cards();
    paragraphs();
    progress();
    sizes();
    onPaper();
  }
  // What scripts that only some pages have need of this: corrections.js, indexes.js.
  window.ksReading = { make, keep, held, place, seen, plainClick, main };
})();
