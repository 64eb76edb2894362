"use strict";

// A link to each section and statement, for those who want to point at it. Nothing is missing
// without it: each of them has its id in the page.
for (const statement of document.querySelectorAll("article section [id]")) {
  const link = document.createElement("a");
  link.className = "rb-anchor";
  link.href = `#${statement.id}`;
  link.textContent = "#";
  link.setAttribute("aria-label", "Link to this place");
  (statement.querySelector("h3, dd, .rb-timeline > li > div") ?? statement).append(link);
}
