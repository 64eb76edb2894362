"use strict";

// The differences between any two versions of a record. Without script those between one and the next
// stand on the page. What is asked for stands in the address, so that it can be sent.

/** The words of the interface; the build fills them in. */
const WORDS = {};
const SAY = WORDS.compare;

const form = document.querySelector(".compare");
const list = form.querySelector("ul");
const { from, to } = form.elements;

function element(name, text, ...children) {
  const made = document.createElement(name);
  made.append(text, ...children);
  return made;
}

/** One field of a statement, before and after. */
function field(name, before, after) {
  const value = document.createElement("dd");
  if (before) value.append(element("del", before), " ");
  if (after) value.append(element("ins", after));
  return element("div", element("dt", name), " ", value);
}

/** A statement that differs; it links to where the newer version has it. */
function entry(name, before, after) {
  const { label, place } = after ?? before;
  const [old, now] = [before, after].map((row) => new Map(row?.values));
  const names = [...new Set([...now.keys(), ...old.keys()])].filter((each) => old.get(each) !== now.get(each));
  const fields = names.map((each) => field(each, old.get(each), now.get(each)));
  const item = element("li", element("p", label, " ", element("small", place)), element("dl", "", ...fields));
  if (now.has(SAY.source) && !names.includes(SAY.source)) {
    item.append(element("p", element("small", `${SAY.source}: ${now.get(SAY.source)}`)));
  }
  item.className = "rb-change";
  item.dataset.name = name;
  return item;
}

function compare(versions) {
  const [before, after] = [versions[from.value], versions[to.value]];
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  const found = names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => entry(name, before[name], after[name]));
  list.replaceChildren(...(found.length ? found : [element("li", SAY.same)]));
}

async function start() {
  const asked = new URLSearchParams(location.search);
  for (const choice of [from, to]) {
    const wanted = asked.get(choice.name);
    if ([...choice.options].some((option) => option.value === wanted)) choice.value = wanted;
  }
  form.hidden = false;
  const found = await fetch("versions.json");
  if (!found.ok) throw new Error(found.statusText);
  const versions = await found.json();
  compare(versions);
  form.addEventListener("change", () => {
    history.replaceState(null, "", `?from=${from.value}&to=${to.value}`);
    compare(versions);
  });
}

start().catch(() => list.replaceChildren(element("li", SAY.failed)));
