"use strict";

// A link to each statement, for those who want to point at it. Nothing is missing without it: every
// statement has its id in the page.
for (const statement of document.querySelectorAll("article section [id]:not(h2)")) {
  const link = document.createElement("a");
  link.className = "rb-anchor";
  link.href = `#${statement.id}`;
  link.textContent = "#";
  link.setAttribute("aria-label", "Link to this statement");
  (statement.querySelector("h3, dd, .rb-event__what") ?? statement).append(link);
}
