"use strict";

// Beside each statement a link to the form that reports it, filled in with what it says and whence.
// Without script the page has one such link, which names the page alone.

import { sources, statementOf, words } from "./statement.js";

/** The words of the interface; the build fills them in. */
const WORDS = {};

/** How long a field may be in an address: servers refuse addresses of more than some 8,000 signs. */
const ROOM = { value: 4000, source: 1500 };

const form = document.querySelector(".rb-report");

/** The beginning of a text that fits into the room, as an address writes it. */
function fitted(text, room) {
  if (encodeURIComponent(text).length <= room) return text;
  let kept = "";
  for (const character of text) {
    if (encodeURIComponent(kept + character).length > room - 9) break;
    kept += character;
  }
  return `${kept}…`;
}

function address(place) {
  const found = new URL(form.href);
  const fields = found.searchParams;
  fields.set("title", `${fields.get("title")}#${place.id}`);
  fields.set("statement", place.id);
  fields.set("value", fitted(words(place), ROOM.value));
  fields.set("source", fitted(sources(place), ROOM.source));
  return found.href;
}

for (const anchor of document.querySelectorAll(".rb-anchor")) {
  const place = statementOf(anchor);
  if (!place) continue;
  const flag = document.createElement("a");
  flag.className = "rb-flag";
  flag.textContent = "⚑";
  flag.href = address(place);
  flag.title = WORDS.report;
  flag.setAttribute("aria-label", WORDS.report);
  const quote = anchor.nextElementSibling;
  (quote?.matches(".rb-quote") ? quote : anchor).after(flag);
}
