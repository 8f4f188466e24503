/* Kashshaf: corrections in an article. What was printed stands in the page beside what is read now;
 * here are the switch between the two, and the card that says what was corrected. Without this
 * script the mark after a correction leads to the list at the end of the article. */
"use strict";

(() => {
  const { make, held, place, seen, plainClick, main } = window.ksReading;
  const root = document.documentElement;

  // ---- The switch: what is read now, or what was printed

  function printed() {
    const row = document.querySelector(".ks-fixes");
    if (!row || !document.querySelector(".ks-was")) return;
    const button = make("button", { type: "button", class: "ks-printed", "aria-pressed": "false" }, "كما طُبع");
    button.addEventListener("click", () => {
      const was = root.dataset.ksText === "printed";
      if (was) delete root.dataset.ksText;
      else root.dataset.ksText = "printed";
      button.setAttribute("aria-pressed", String(!was));
      hide();
      window.dispatchEvent(new Event("resize"));
    });
    row.after(button);
  }

  // ---- The card: one for all, filled from the list

  const OPEN_AFTER = 180; // milliseconds that a mouse rests on a mark
  const CLOSE_AFTER = 260;
  const card = make("div", { class: "ks-pop ks-note ks-fix-card", id: "ks-fix-card", role: "dialog", "aria-labelledby": "ks-fix-name", hidden: "" });
  let shown = null;
  let timer = 0;
  const later = (action, after) => {
    clearTimeout(timer);
    timer = setTimeout(action, after);
  };
  const entryOf = (mark) => document.getElementById(mark.hash.slice(1));

  function fill(entry) {
    const part = (selector) => entry.querySelector(selector);
    const line = (label, ...what) => make("p", {}, make("span", { class: "ks-fix-label" }, label), " ", ...what);
    const side = (element) => make(element.localName, {}, ...held(element));
    const [was, now, note] = [part("del"), part("ins"), part(".ks-fix-note")];
    card.replaceChildren(
      make("p", { class: "ks-note__name", id: "ks-fix-name" }, `تصويب: ${part(".ks-fix-kind").textContent}`),
      line("طُبع", side(was)),
      now ? line("صُحّح إلى", side(now)) : line("وحُذف هنا"),
    );
    if (note) card.append(make("p", { class: "ks-fix-note" }, ...held(note)));
    card.append(make("p", { class: "ks-note__page" }, make("a", { href: "#corrections" }, "كل التصويبات")));
  }

  function show(mark) {
    clearTimeout(timer);
    if (shown === mark) return;
    hide();
    const entry = entryOf(mark);
    if (!entry) return;
    shown = mark;
    fill(entry);
    card.hidden = false;
    place(card, mark);
    mark.setAttribute("aria-expanded", "true");
    mark.setAttribute("aria-controls", card.id);
  }

  function hide() {
    clearTimeout(timer);
    if (!shown) return;
    const mark = shown;
    shown = null;
    const inside = card.contains(document.activeElement);
    card.hidden = true;
    mark.setAttribute("aria-expanded", "false");
    mark.removeAttribute("aria-controls");
    if (inside) mark.focus({ preventScroll: true });
  }

  /** The mouse has left; who holds the card by the keyboard, or has opened it, keeps it. */
  function leave() {
    const active = document.activeElement;
    if (active !== shown && !card.contains(active)) hide();
  }

  function marks() {
    const all = [...document.querySelectorAll("a.ks-fix")].filter(entryOf);
    if (!all.length) return;
    main.append(card);
    for (const mark of all) {
      mark.setAttribute("role", "button");
      mark.setAttribute("aria-haspopup", "dialog");
      mark.setAttribute("aria-expanded", "false");
      mark.setAttribute("aria-describedby", entryOf(mark).id);
      mark.addEventListener("click", (event) => {
        if (!plainClick(event)) return;
        event.preventDefault();
        if (shown === mark && event.detail === 0) hide();
        else show(mark);
      });
      mark.addEventListener("keydown", (event) => {
        if (event.key !== " ") return;
        event.preventDefault(); // a button answers to the space bar, too
        if (shown === mark) hide();
        else show(mark);
      });
      mark.addEventListener("pointerenter", (event) => {
        if (event.pointerType !== "touch") later(() => show(mark), OPEN_AFTER);
      });
      mark.addEventListener("pointerleave", (event) => {
        if (event.pointerType !== "touch") later(leave, CLOSE_AFTER);
      });
    }
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch") later(leave, CLOSE_AFTER);
    });
    card.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("a")) later(hide, 0);
    });
    document.addEventListener("pointerdown", (event) => {
      if (shown && !card.contains(event.target) && !shown.contains(event.target)) hide();
    }, true);
    document.addEventListener("keydown", (event) => {
      if (!shown) return;
      const link = card.querySelector(".ks-note__page a");
      const active = document.activeElement;
      if (event.key === "Escape") {
        event.preventDefault();
        hide();
      } else if (event.key === "Tab" && !event.shiftKey && active === shown) {
        event.preventDefault();
        link.focus();
      } else if (event.key === "Tab" && active === link) {
        if (event.shiftKey) {
          event.preventDefault();
          shown.focus({ preventScroll: true });
        } else hide(); // which gives the focus back to the mark; from there Tab goes on by itself
      } else if (event.key === "Tab") hide();
    });
    window.addEventListener("scroll", () => { if (shown && !seen(shown)) hide(); }, { passive: true });
    window.addEventListener("resize", () => { if (shown) place(card, shown); });
    window.addEventListener("pagehide", hide);
  }

  marks();
  printed();
})();
