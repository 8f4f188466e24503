/* Kashshaf: what must run before the page is drawn. Material's own script asks for the four names
 * below, which it defines inside the page; here they stand in a file, so that a site may forbid
 * scripts in pages (Content-Security-Policy). It requests nothing. */
"use strict";

(() => {
  let scope = new URL(document.currentScript.dataset.scope || ".", location.href);
  if (!scope.pathname.endsWith("/")) scope = new URL(scope.pathname + "/", scope);
  const name = (place, key) => `${place.pathname}.${key}`;

  window.__md_scope = scope;
  window.__md_hash = (text) => [...text].reduce((sum, char) => (sum << 5) - sum + char.charCodeAt(0), 0);
  // A browser that keeps nothing, or keeps what is no JSON, has kept nothing.
  window.__md_get = (key, storage, place = scope) => {
    try {
      return JSON.parse((storage || localStorage).getItem(name(place, key)));
    } catch {
      return null;
    }
  };
  window.__md_set = (key, value, storage, place = scope) => {
    try {
      (storage || localStorage).setItem(name(place, key), JSON.stringify(value));
    } catch { /* it is not kept */ }
  };
  document.documentElement.setAttribute("data-platform", navigator.platform || "");

  // What the reader has chosen, and that there is JavaScript: so that nothing moves later.
  const page = document.documentElement;
  page.classList.add("ks-js");
  try {
    const size = localStorage.getItem("ks-size");
    if (/^[134]$/.test(size)) page.dataset.ksSize = size;
    if (localStorage.getItem("ks-lines") === "whole") page.dataset.ksLines = "whole";
  } catch { /* nothing is kept where storage is forbidden */ }

  // A line is laid out once: the page is not shown until its faces are there, nor later than a
  // tenth of a second after it could be (when `font-display: optional` gives a face up).
  const faces = [...document.querySelectorAll("meta[name=kashshaf-face]")];
  if (faces.length && document.fonts) {
    const show = () => page.classList.remove("ks-waits");
    page.classList.add("ks-waits");
    requestAnimationFrame(() => {
      setTimeout(show, 120);
      Promise.all(faces.map((face) => document.fonts.load(`1em "${face.dataset.family}"`, "ا")))
        .then(show, show);
    });
    setTimeout(show, 3000);
  }
})();
