"use strict";

// How this page and each statement on it are cited: in all styles and forms, each to be copied, with
// the day of access, which no build knows. Without script the same stands in files beside the page.

import { statementOf, words } from "./statement.js";

/** The words of the interface; the build fills them in. */
const WORDS = {};
const SAY = WORDS.cite;

const panel = document.querySelector(".rb-cite");
/** How the page, or the source that it is about, is cited in APA style. */
const page = panel.querySelector(":scope > p:not(:has(a))").textContent;
/** A source bears the day on which its curators saw it, if any; a page that of its reader. */
const isSource = "source" in panel.dataset;
const status = document.createElement("p");
status.className = "rb-status";
status.setAttribute("role", "status");
document.body.append(status);

// The day of the reader.

const today = new Date();
const british = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" }).format(today);
const american = new Intl.DateTimeFormat("en-US", { dateStyle: "long" }).format(today);
const short = (date) => date.replace(/(Sept|[A-Z]..)(?=[a-z]{2})[a-z]+/, "$1.");
const numbers = [today.getFullYear(), today.getMonth() + 1, today.getDate()];
const digits = numbers.map((number) => String(number).padStart(2, "0"));

const ADDRESS = /https?:\/\/\S+$/;

/** What each style says of the day of access, in the order of the styles in `cite.txt`. */
const ACCESSED = [
  (text) => text.replace(ADDRESS, `Retrieved ${american}, from $&`),
  (text) => text.replace(ADDRESS, `Accessed ${american}. $&`),
  (text) => `${text} Accessed ${short(british)}.`,
  (text) => (ADDRESS.test(text) ? `${text} (last visited ${short(american)})` : text),
  (text) => (text.endsWith(">") ? `${text} accessed ${british}` : text),
];

/** The same for each form. */
const FORMS = {
  bib: (text) => text.replace(/\n}\s*$/, `\n  urldate = {${digits.join("-")}},\n}\n`),
  ris: (text) => text.replace("\r\nER  -", `\r\nY2  - ${digits.join("/")}/\r\nER  -`),
  json: (text) => {
    const items = JSON.parse(text);
    items[0].accessed = { "date-parts": [numbers] };
    return JSON.stringify(items, null, 2);
  },
};

// Copying.

/** For sites without https, where browsers have no other way. */
function copyBySelection(text) {
  const field = document.createElement("textarea");
  const focused = document.activeElement;
  field.value = text;
  field.className = "rb-status";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  focused?.focus();
  return done;
}

async function copy(text, button) {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    done = copyBySelection(text);
  }
  status.textContent = done ? SAY.copied : SAY.failed;
  button.dataset.said = status.textContent;
  setTimeout(() => {
    delete button.dataset.said;
    status.textContent = "";
  }, 2500);
}

function copier(className, label, name, text) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = className;
  button.textContent = label;
  button.setAttribute("aria-label", name);
  button.title = name;
  button.addEventListener("click", () => copy(text(), button));
  return button;
}

const named = (form) => SAY.copy_form.replace("{form}", form);

// The panel: all styles, and a button for each form.

async function load(href) {
  const found = await fetch(href);
  if (!found.ok) throw new Error(href);
  return found.text();
}

async function showStyles(link) {
  const blocks = (await load(link.href)).trim().split("\n\n");
  const shown = blocks.map((block, index) => {
    const [style, ...lines] = block.split("\n");
    const text = isSource ? lines.join("\n") : ACCESSED[index](lines.join("\n"));
    const entry = document.createElement("p");
    const label = document.createElement("strong");
    label.textContent = style;
    entry.append(label, " ", copier("rb-copy", SAY.copy, named(style), () => text), document.createElement("br"), text);
    return entry;
  });
  panel.querySelector(":scope > p:not(:has(a))").replaceWith(...shown);
  link.remove();
}

async function offerForm(link) {
  const form = link.pathname.split(".").pop();
  const text = await load(link.href);
  const dated = !isSource && link.pathname.endsWith(`/cite.${form}`) ? FORMS[form](text) : text;
  link.after(" ", copier("rb-copy", SAY.copy, named(link.textContent), () => dated));
}

async function offerAll() {
  const styles = panel.querySelectorAll('a[href="cite.txt"]');
  const forms = panel.querySelectorAll("a[download]");
  try {
    await Promise.all([...[...styles].map(showStyles), ...[...forms].map(offerForm)]);
  } catch {
    status.textContent = SAY.missing;
  }
}

// A reader may have opened the panel before this script came.
if (panel.open) offerAll();
else panel.addEventListener("toggle", offerAll, { once: true });

// A button beside the link to each statement.

/** A statement in quotes, the citation of its page with its own address, and that it is a proposal. */
function quoted(place) {
  const proposal = document.querySelector(".rb-proposal strong")?.textContent.replace(/\.$/, "");
  const address = ADDRESS.exec(page)?.[0] ?? location.href.split("#")[0];
  const citation = ACCESSED[0](`${page.replace(ADDRESS, "").trim()} ${address}#${place.id}`);
  return [`“${words(place)}”`, proposal && `[${proposal}]`, citation].filter(Boolean).join(" ");
}

for (const anchor of isSource ? [] : document.querySelectorAll(".rb-anchor")) {
  const place = statementOf(anchor);
  if (!place) continue;
  anchor.after(copier("rb-quote", "❝", SAY.quote, () => quoted(place)));
}
