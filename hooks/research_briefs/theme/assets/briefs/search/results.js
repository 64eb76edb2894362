"use strict";

// What a page of the results looks like, in the theme's terms: an entry for the page, entries for
// the sections with the words of the query. The theme prints titles and texts as HTML, so all that
// comes from a page is escaped here.

const EXCERPT = 220;
const BEFORE = 60;
const MOST_BEST = 2;  // sections that are seen at once
const MOST_SECTIONS = 6;

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text) => text.replace(/[&<>"']/g, (character) => ENTITIES[character]);

/** The places in a text where words of the query stand, and which of these. */
function hits(text, found) {
  const places = [];
  for (const { word, start, end } of words(text)) {
    const which = found.findIndex((match) => match.words.has(word));
    if (which >= 0) places.push({ which, start, end });
  }
  return places;
}

const distinct = (places) => new Set(places.map(({ which }) => which)).size;

/** Places without overlaps, which pairs of characters have. */
function joined(places) {
  const apart = [];
  for (const place of places) {
    const last = apart.at(-1);
    if (last && place.start < last.end) last.end = Math.max(last.end, place.end);
    else apart.push({ ...place });
  }
  return apart;
}

/** A text with its hits marked, as HTML. */
function marked(text, places) {
  let html = "";
  let at = 0;
  for (const { start, end } of joined(places)) {
    const hit = `<mark data-md-highlight>${escaped(text.slice(start, end))}</mark>`;
    html += escaped(text.slice(at, start)) + hit;
    at = end;
  }
  return html + escaped(text.slice(at));
}

/** The part of a text in which most words of the query stand. */
function excerpt(text, places) {
  if (text.length <= EXCERPT) return marked(text, places);
  let [best, most] = [0, 0];
  for (const { start } of places) {
    const near = places.filter((place) => place.start >= start && place.end <= start + EXCERPT - BEFORE);
    if (distinct(near) > most) [best, most] = [start, distinct(near)];
  }
  let from = Math.max(0, Math.min(best - BEFORE, text.length - EXCERPT));
  const word = text.indexOf(" ", from) + 1;  // no word is cut, where words have spaces
  if (from && word && word <= best) from = word;
  let to = Math.min(text.length, from + EXCERPT);
  const space = text.lastIndexOf(" ", to);
  if (to < text.length && space > from + EXCERPT / 2) to = space;
  const inside = places.filter(({ start, end }) => start >= from && end <= to)
    .map((place) => ({ ...place, start: place.start - from, end: place.end - from }));
  return (from ? "… " : "") + marked(text.slice(from, to), inside) + (to < text.length ? " …" : "");
}

/** What the page is asked to highlight: the words as it writes them. */
function written(text, places, found) {
  const terms = {};
  for (const { which, start, end } of joined(places)) {
    const own = text.slice(start, end).toLowerCase();
    const { typed } = found[which];
    terms[own.startsWith(typed) ? typed : own] = true;
  }
  return terms;
}

/** The entries of a page, as the theme takes them: the page first, then its sections. */
function result({ address, title, kind, state, proposal, parts }, found, { number, score }) {
  const inTitle = hits(title, found);
  const isNamed = distinct(inTitle) === found.length;
  const sections = parts.map(([anchor, heading, text]) => {
    const places = hits(text, found);
    const count = distinct([...hits(heading, found), ...places]);
    return { anchor, heading, text, places, count };
  });
  const best = sections.filter(({ anchor, count }) => anchor && count)
    .sort((a, b) => b.count - a.count).slice(0, MOST_SECTIONS);
  const terms = Object.assign({}, written(title, inTitle, found),
    ...best.slice(0, MOST_BEST).map(({ text, places }) => written(text, places, found)));
  for (const { typed, scores } of found) if (!scores[number]) terms[typed] = false;
  const [lead] = parts;
  const said = [kind, state].filter(Boolean).map(escaped).join(" · ");
  const label = said && ` <small class="rb-found${proposal ? " rb-found--proposal" : ""}">${said}</small>`;
  const entry = {
    location: address, score, terms, title: marked(title, inTitle) + label,
    text: lead ? excerpt(lead[2], hits(lead[2], found)) : "",
  };
  const entries = best.map(({ anchor, heading, text, places }, n) => ({
    location: `${address}#${anchor}`, terms, title: escaped(heading), text: excerpt(text, places),
    // The theme folds away what scores less than the page itself.
    score: !isNamed && n < MOST_BEST ? score : 0,
  }));
  return [entry, ...entries];
}
