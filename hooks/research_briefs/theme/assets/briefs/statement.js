"use strict";

// What the page says in one statement, as text: for copying it, and for reporting that it is wrong.

/** What only helps on the page. */
const EXTRA = "small, button, svg, .rb-anchor, .rb-back, .rb-flag";

/** The words of a statement with its marks. */
export function words(place) {
  const copied = place.cloneNode(true);
  for (const extra of copied.querySelectorAll(EXTRA)) extra.remove();
  for (const label of copied.querySelectorAll("dt, h3, :scope > p")) label.append(": ");
  for (const mark of copied.querySelectorAll('i, [class^="rb-mark--"]')) mark.replaceWith(`[${mark.textContent}]`);
  for (const item of copied.querySelectorAll("li, dd, div, span")) item.append(" ");
  return copied.textContent.replace(/\s+/g, " ").replace(/ ([.,;:])/g, "$1").trim();
}

/** The id of the source behind the number of a reference. */
function sourceOf(number) {
  const link = document.getElementById(number.hash.slice(1))?.querySelector("cite a");
  return link?.pathname.split("/").filter(Boolean).at(-1) ?? "";
}

/** The sources of a statement as its record names them: `almanac-2024, para. 5; gazette-2023`. */
export function sources(place) {
  const found = [...place.querySelectorAll("small")].flatMap((small) => {
    if (!small.querySelector('a[href^="#ref-"]')) return [];
    const copied = small.cloneNode(true);
    for (const number of copied.querySelectorAll("a")) number.replaceWith(sourceOf(number));
    return copied.textContent.trim().replace(/^\[|\]$/g, "").split("; ");
  });
  return [...new Set(found)].join("; ");
}

/** The statement to which a link beside it leads; a reference is none. */
export function statementOf(anchor) {
  const place = document.getElementById(decodeURIComponent(anchor.hash.slice(1)));
  return place?.id.startsWith("ref-") ? null : place;
}
