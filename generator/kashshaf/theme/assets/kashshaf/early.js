/* Kashshaf: what a page must know before it is first drawn, so that nothing moves later: that there
 * is JavaScript, and the size of text and the form of lines that the reader has chosen. */
"use strict";

(() => {
  const root = document.documentElement;
  root.classList.add("ks-js");
  try {
    const size = localStorage.getItem("ks-size");
    if (/^[134]$/.test(size)) root.dataset.ksSize = size;
    if (localStorage.getItem("ks-lines") === "whole") root.dataset.ksLines = "whole";
  } catch {
    // Nothing is kept where storage is forbidden.
  }
})();
