"use strict";

// Comforts for those who read with script. Nothing is missing without it: each section, statement
// and reference has its id in the page, and each link leads where its preview shows.

/** The words of the interface; the build fills them in. */
const WORDS = {};

const article = document.querySelector("article");

/** An element with a class and some content; strings are text, never HTML. */
function make(tag, className, ...content) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}

function link(href, className, text, label) {
  const element = make("a", className, text);
  element.href = href;
  element.setAttribute("aria-label", label);
  return element;
}

// What the theme shows only by its scripts: of a page whose own title is out of sight the title in the
// header; and in the table of contents where the reader is, for which it looks for a class.

const header = document.querySelector(".md-header__ellipsis");
if (header?.children.length === 1) {
  const title = document.title.replace(` - ${header.textContent.trim()}`, "");
  header.append(make("div", "md-header__topic", make("span", "md-ellipsis", title)));
}
for (const entry of document.querySelectorAll(".md-nav--secondary a")) entry.classList.add("md-nav__link");

// A link to each section and statement, for those who want to point at it.

for (const place of article.querySelectorAll("section [id], .rb-card [id]")) {
  const beside = place.querySelector("h3, dd, .rb-timeline > li > div, :scope > li:last-child") ?? place;
  beside.append(link(`#${place.id}`, "rb-anchor", "#", WORDS.anchor));
}

// From a reference back to the places that cite it.

const citations = [...article.querySelectorAll('a[href^="#ref-"]')];
for (const [number, citation] of citations.entries()) {
  const reference = document.getElementById(citation.hash.slice(1));
  citation.id ||= `cited-${number + 1}`;
  reference?.append(" ", link(`#${citation.id}`, "rb-back", "↑", WORDS.back));
}

// A card that says what a link leads to, while it is pointed at or has the focus.

const card = make("div", "rb-preview");
card.id = "rb-preview";
card.setAttribute("role", "tooltip");
card.hidden = true;
document.body.append(card);

let shown = null;
let timer = 0;

function hide() {
  clearTimeout(timer);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  card.hidden = true;
}

function show(anchor, content) {
  if (shown !== anchor || !content.length) return;
  card.replaceChildren(...content);
  card.hidden = false;
  anchor.setAttribute("aria-describedby", card.id);
  const at = anchor.getBoundingClientRect();
  const left = Math.min(at.left, innerWidth - card.offsetWidth - 8);
  const below = at.bottom + card.offsetHeight + 8 < innerHeight;
  card.style.left = `${Math.max(8, left) + scrollX}px`;
  card.style.top = `${(below ? at.bottom + 4 : at.top - card.offsetHeight - 4) + scrollY}px`;
}

/** The source behind a number, and the place in it that is cited here. */
function cited(anchor) {
  const reference = document.getElementById(anchor.hash.slice(1))?.cloneNode(true);
  if (!reference) return [];
  for (const extra of reference.querySelectorAll(".rb-back, .rb-anchor, small")) extra.remove();
  const place = /^, ([^;\]]*)/.exec(anchor.nextSibling?.textContent ?? "")?.[1] ?? "";
  return [make("p", "", reference.textContent.trim()), make("p", "rb-preview__place", place)];
}

const pages = new Map();

/** What a page of the site says of itself at its head. */
async function previewed(anchor) {
  const address = anchor.pathname;
  if (!pages.has(address)) pages.set(address, fetch(address).then((found) => found.text()));
  const text = await pages.get(address);
  const page = new DOMParser().parseFromString(text, "text/html");
  const header = page.querySelector(".rb-header");
  if (!header) return [];
  const parts = [".rb-kind", "h1", '[class^="rb-state--"]'].map((one) => header.querySelector(one));
  const about = page.querySelector("meta[name=description]")?.content ?? "";
  const classes = ["rb-kind", "rb-preview__title", parts[2]?.className];
  const said = parts.map((part, index) => part && make("p", "", make("span", classes[index], part.textContent)));
  return [...said.filter(Boolean), make("p", "", about)];
}

function leads(anchor) {
  if (anchor.matches('a[href^="#ref-"]')) return cited;
  const inside = anchor.origin === location.origin && anchor.pathname !== location.pathname;
  return inside && !anchor.closest(".md-path") && !anchor.hasAttribute("download") ? previewed : null;
}

/** What the card says of a link; nothing if the network fails. */
async function content(anchor, find) {
  try {
    return await find(anchor);
  } catch {
    return [];
  }
}

function begin(event) {
  const anchor = event.target.closest?.("a[href]");
  const find = anchor && event.pointerType !== "touch" && leads(anchor);
  if (!find || anchor === shown) return;
  hide();
  shown = anchor;
  timer = setTimeout(async () => show(anchor, await content(anchor, find)), 250);
}

article.addEventListener("pointerover", begin);
article.addEventListener("focusin", begin);
article.addEventListener("pointerout", hide);
article.addEventListener("focusout", hide);
addEventListener("scroll", () => card.hidden || hide(), { passive: true });
addEventListener("keydown", (event) => event.key === "Escape" && hide());

// How the page and its statements are cited.

if (document.querySelector(".rb-cite")) import("./cite.js");

// Statements that a reader finds wrong.

if (document.querySelector(".rb-report")) import("./report.js");

// What is due for a check on the day of the reader.

if (document.querySelector("[data-due]")) import("./review.js");

// Lists that can be filtered, sorted and downloaded.

if (document.querySelector("[data-list]")) import("./tables.js");
