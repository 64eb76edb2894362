"use strict";

// What answers behind the theme's search box. The theme posts SETUP once and QUERY for each change
// of the box; it draws what comes back as RESULT. Nothing but a small manifest is loaded before
// somebody types; then only the shards of the index with the words of the query, and what the best
// pages say. `publishing/search.py` and `publishing/postings.py` tell what the files hold.

importScripts("folding.js", "results.js");

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];

const MOST_RESULTS = 20;
const MOST_SHARDS = 3;  // of those that hold words that begin as a word of the query does
const MOST_SPOILT = 6;  // of the words that a word with a typing error may have been meant for
const SHORTEST_PREFIX = 3;
const SHORTEST_SPOILT = 5;
const FOR_BEGINNING = 0.8;
const FOR_ERROR = 0.5;
const FOR_WHOLE_NAME = 2;
const LEAST_SHARE = 0.5;  // of the words of a query, if no page has all of them

let version = "";
let latest = 0;
const loaded = new Map();

/** What a file of the index holds, loaded once; `read` makes of its response what is kept. */
function load(name, read) {
  if (!loaded.has(name)) {
    const address = new URL(`../../../search/${name}?v=${version}`, self.location.href);
    const content = fetch(address).then((response) => {
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      return read(response);
    });
    content.catch(() => loaded.delete(name));  // the next query tries again
    loaded.set(name, content);
  }
  return loaded.get(name);
}

const json = (response) => response.json();
const lines = async (response) => (await response.text()).split("\n");
const manifest = () => load("manifest.json", json);
const page = (number) => load(`pages/${number}.json`, json);

/** The words of a shard, each with its postings as they stand in the file. */
async function postings(response) {
  const found = new Map();
  for (const line of await lines(response)) {
    const space = line.indexOf(" ");
    found.set(line.slice(0, space), line.slice(space + 1));
  }
  return found;
}

const weighed = new Map();

/** The postings of a line of a shard: the numbers of pages, and the weight on each. */
function weights(line) {
  if (!weighed.has(line)) {
    const numbers = [];
    const loads = [];
    for (const group of line.split(" ")) {
      const [weight, ...steps] = group.split(",");
      let number = 0;
      for (const step of steps) {
        numbers.push((number += +step));
        loads.push(+weight);
      }
    }
    weighed.set(line, { numbers, loads });
  }
  return weighed.get(line);
}

/** The words of the index that begin with `start`, or are it, with their postings. */
async function beginning(start, isPrefix) {
  const { shards } = await manifest();
  let first = shards.findLastIndex((word) => word <= start);
  if (first < 0) first = 0;
  const names = [];
  for (let n = first; n < shards.length && names.length < MOST_SHARDS; n++) {
    if (n > first && !(isPrefix && shards[n].startsWith(start))) break;
    names.push(`words/${n}.txt`);
  }
  const found = new Map();
  for (const shard of await Promise.all(names.map((name) => load(name, postings))))
    for (const [word, line] of shard)
      if (word === start || (isPrefix && word.startsWith(start))) found.set(word, line);
  return found;
}

/**
 * Whether one letter too many, too few, changed or swapped with its neighbour makes `a` of the
 * first `length` letters of `b`.
 */
function isOneErrorAway(a, b, length = b.length) {
  if (Math.abs(a.length - length) > 1) return false;
  let from = 0;
  let [endA, endB] = [a.length, length];
  while (from < endA && from < endB && a[from] === b[from]) from++;
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) { endA--; endB--; }
  if (endA - from <= 1 && endB - from <= 1) return true;
  return endA - from === 2 && endB - from === 2 && a[from] === b[from + 1] && a[from + 1] === b[from];
}

/** The words of the index that a word may have been meant for, the likeliest first. */
async function meant(typed) {
  const found = [];
  for (const word of await load("words/all.txt", lines)) {
    if (word.length < typed.length - 1) continue;
    const isWhole = isOneErrorAway(typed, word);
    if (isWhole || (word.length > typed.length && isOneErrorAway(typed, word, typed.length)))
      found.push({ word, order: (isWhole ? 0 : 2) + (word[0] === typed[0] ? 0 : 1) });
  }
  found.sort((a, b) => a.order - b.order || a.word.length - b.word.length);
  return found.slice(0, MOST_SPOILT).map(({ word }) => word);
}

/** What a word with a typing error may have been meant for, with postings; short words are right. */
async function corrected(typed) {
  if (typed.length < SHORTEST_SPOILT) return [];
  const likely = await meant(typed);
  const shards = await Promise.all(likely.map((word) => beginning(word, false)));
  return likely.map((word, n) => [word, shards[n].get(word)]);
}

/** What a word of the query finds: words of the index, and for each page a score. */
async function matches(typed, { withErrors }) {
  const isPrefix = typed.length >= SHORTEST_PREFIX || PAIR.test(typed);
  const found = new Map();
  for (const [word, line] of await beginning(typed, isPrefix))
    found.set(word, [line, word === typed ? 1 : FOR_BEGINNING * typed.length / word.length]);
  if (withErrors || !found.size)
    for (const [word, line] of await corrected(typed))
      if (!found.has(word)) found.set(word, [line, FOR_ERROR]);
  const { pages } = await manifest();
  const scores = new Float64Array(pages);
  let count = 0;
  for (const [line, share] of found.values()) {
    const { numbers, loads } = weights(line);
    numbers.forEach((number, n) => {
      count += !scores[number];
      scores[number] = Math.max(scores[number], loads[n] * share);
    });
  }
  const exactly = found.has(typed) ? weights(found.get(typed)[0]).numbers.length : count;
  const rarity = Math.log(1 + pages / (exactly || 1));
  return { typed, words: new Set(found.keys()), scores: scores.map((score) => score * rarity) };
}

/** The pages that have all words, or at least `share` of them; best first. */
function ranked(found, share) {
  const best = [];
  const [{ scores: { length } }] = found;
  for (let number = 0; number < length; number++) {
    let [score, count] = [0, 0];
    for (const { scores } of found) {
      score += scores[number];
      count += scores[number] > 0;
    }
    if (count && count >= share * found.length) best.push({ number, score });
  }
  return best.sort((a, b) => b.score - a.score || a.number - b.number);
}

/** The words that are searched for, in their order and once each. */
function asked(query) {
  const found = words(query).map(({ word }) => word);
  // The last character of a pair is in the pair already.
  return [...new Set(found.filter((word, n) =>
    !(PAIR.test(word) && Array.from(word).length === 1 && found[n - 1]?.endsWith(word)
      && PAIR.test(found[n - 1]))))];
}

/** Whether one of the names has just these words. */
function isCalled(names, typed) {
  return names.some((name) => {
    const own = new Set(asked(name));
    return own.size === typed.length && typed.every((word) => own.has(word));
  });
}

async function answer(query) {
  const typed = asked(query);
  if (!typed.length) return { items: [] };
  let found, best;
  for (const [withErrors, share] of [[false, 1], [true, 1], [true, LEAST_SHARE]]) {
    found = await Promise.all(typed.map((word) => matches(word, { withErrors })));
    best = ranked(found, share);
    if (best.length) break;
  }
  const shown = best.slice(0, MOST_RESULTS);
  await Promise.all(shown.map(async (total) => {
    total.content = await page(total.number);
    if (isCalled(total.content.names, typed)) total.score *= FOR_WHOLE_NAME;
  }));
  shown.sort((a, b) => b.score - a.score || a.number - b.number);
  const items = shown.map(({ content, ...total }) => result(content, found, total));
  const { words: said } = await manifest();
  const more = best.length - shown.length;
  if (more) items.at(-1).push({
    location: `?q=${encodeURIComponent(query)}`, score: shown.at(-1).score, terms: {}, text: "",
    title: escaped(said.more.replace("{count}", more)),
  });
  return { items, suggest: suggested(found.at(-1)) };
}

/** How the last word may go on: as the word that says most of any page. */
function suggested({ typed, words: found }) {
  const longer = [...found].filter((word) => word.startsWith(typed) && word !== typed);
  return longer.sort((a, b) => a.length - b.length).slice(0, 1);
}

addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) {
    version = data.config.version ?? "";
    postMessage({ type: READY });
  } else if (type === QUERY) {
    const turn = ++latest;
    let found = { items: [] };
    try {
      found = await answer(data);
    } catch (error) {
      console.warn(error);
    }
    if (turn === latest) postMessage({ type: RESULT, data: found });
  }
});
