/* Kashshaf: the numbers of an article's paragraphs become links to them, to be cited by (without
 * this script they are numbers still: kashshaf.css counts them), and the search is called. */
"use strict";

for (const paragraph of document.querySelectorAll(".ks-text p[id]")) {
  let number = /^p([0-9]+)$/.exec(paragraph.id)?.[1];
  if (number) {
    if (paragraph.closest(".ks-digits-arabic")) {
      number = number.replace(/[0-9]/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[digit]);
    }
    const link = document.createElement("a");
    link.className = "ks-n";
    link.href = `#${paragraph.id}`;
    link.dataset.n = number; // shown by the style sheet, so that it is never copied with the text
    link.setAttribute("aria-label", `رابط الفقرة ${number}`);
    paragraph.prepend(link);
  }
}

// The search comes when it is first wanted: most pages are read without it.
(() => {
  const here = document.currentScript;
  const box = document.querySelector("[data-ks-search]");
  const field = box && box.querySelector("input");
  let coming = null, there = false;

  const fetched = (name) => new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = new URL(name, here.src).href;
    script.dataset.site = here.dataset.site;
    script.onload = script.onerror = resolve; // search-ui.js says what is missing
    document.head.append(script);
  });

  // How results look: pages that have pictures have it already.
  function styled() {
    const href = new URL("pictures.css", here.src).href;
    if ([...document.styleSheets].some((sheet) => sheet.href === href)) return null;
    return new Promise((resolve) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = href;
      link.onload = link.onerror = resolve;
      document.head.append(link);
    });
  }

  function load() {
    coming = coming || Promise.all([
      styled(),
      fetched("search.js").then(() => fetched("search-ui.js")),
    ]).then(() => {
      there = true;
      if (field && document.activeElement === field) field.dispatchEvent(new FocusEvent("focus"));
    });
    return coming;
  }

  /** window.kashshaf.search (docs/search.md), until the search itself takes its place. */
  async function search(...given) {
    await load();
    if (window.kashshaf.search === search) throw new Error("kashshaf: search.js cannot be loaded");
    return window.kashshaf.search(...given);
  }
  search.ready = load;
  search.snippet = (...given) => load().then(() => window.kashshaf.search.snippet(...given));
  window.kashshaf = window.kashshaf || {};
  window.kashshaf.search = window.kashshaf.search || search;

  if (document.querySelector("[data-ks-find]")) load();
  if (!box) return;

  const key = document.createElement("kbd");
  const letters = document.createElement("bdi");
  letters.textContent = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? "⌘ K" : "Ctrl K";
  key.className = "ks-search__key";
  key.setAttribute("aria-hidden", "true");
  key.append(letters);
  box.querySelector("form").append(key);
  field.setAttribute("aria-keyshortcuts", "Control+K Meta+K /");

  for (const kind of ["pointerenter", "focusin", "touchstart"]) box.addEventListener(kind, load, { passive: true });

  /** Do again, when the search is there, what was done before it was. */
  function later(event, again) {
    if (there) return;
    event.preventDefault();
    load().then(again);
  }
  const opener = box.querySelector("a");
  opener.addEventListener("click", (event) => {
    if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) later(event, () => opener.click());
  });
  document.addEventListener("keydown", (event) => {
    const { key: pressed, code, ctrlKey, metaKey, altKey, shiftKey } = event;
    const latin = /^[\x20-\x7e]$/.test(pressed);
    const k = ctrlKey !== metaKey && (latin ? pressed.toLowerCase() === "k" : code === "KeyK");
    const slash = !ctrlKey && !metaKey && (pressed === "/" || (!latin && code === "Slash"));
    if (altKey || event.defaultPrevented || !(k || slash)) return;
    if (slash && event.target.closest && event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return;
    const { target } = event;
    if (!there && field.offsetParent) {
      event.preventDefault();
      field.focus();
      field.select();
    } else later(event, () => target.dispatchEvent(new KeyboardEvent("keydown", {
      key: pressed, code, ctrlKey, metaKey, shiftKey, bubbles: true, cancelable: true,
    })));
  });
})();
