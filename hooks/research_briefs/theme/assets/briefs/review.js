"use strict";

// No build knows today, so the page says from which day on each record is due for a check; which of
// these days have come, only the reader's clock can tell.

/** The words of the interface; the build fills them in. */
const WORDS = {};
const SAY = WORDS.review;

const now = new Date();
const numbers = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
const [year, ...rest] = numbers.map(String);
const today = [year.padStart(4, "0"), ...rest.map((part) => part.padStart(2, "0"))].join("-");

let count = 0;
for (const cell of document.querySelectorAll("[data-due]")) {
  if (cell.querySelector("time").dateTime > today) continue;
  const mark = document.createElement("b");
  mark.className = "rb-due";
  mark.textContent = SAY.due;
  cell.append(mark);
  count += 1;
}

const note = document.createElement("p");
note.className = "rb-note";
note.textContent = SAY.count.replace("{count}", count);
document.querySelector("article .rb-scroll").before(note);
