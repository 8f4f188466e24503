/* Kashshaf: the numbers of an article's paragraphs become links to them, to be cited by.
 * Without this script they are numbers still (kashshaf.css counts them). It requests nothing. */
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
