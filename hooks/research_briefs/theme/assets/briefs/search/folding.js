"use strict";

// How search sees a text. `publishing/folding.py` says the same of the texts that are searched.

const ALIKE = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ħ: "h", ı: "i", ł: "l", þ: "th", ς: "σ", ー: "", "+": "plus",
  "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "",
};
const PAIRED = "々〇\\u3041-\\u309f\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3ffff}";
const LETTER = "[\\p{L}\\p{N}]";
const RUN = new RegExp(
  `(?<!${LETTER})[a-z](?:\\.[a-z])+(?!${LETTER})|[${PAIRED}]+|(?:(?![${PAIRED}])${LETTER})+`, "gu");
const PAIR = new RegExp(`[${PAIRED}]`, "u");
const seen = new Map();

function hiragana(character) {
  const code = character.codePointAt(0);
  return code >= 0x30a1 && code <= 0x30f6 ? String.fromCodePoint(code - 0x60) : character;
}

/** A character without case, accents and other marks. */
function folded(character) {
  if (!seen.has(character)) {
    const lower = character.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    seen.set(character, Array.from(lower, (c) => ALIKE[c] ?? hiragana(c)).join(""));
  }
  return seen.get(character);
}

/** The words of a text, each with the place in the text where it begins and ends. */
function words(text) {
  let whole = "";
  const starts = [];  // for each place in `whole` where its character begins in the text
  const ends = [];
  let at = 0;
  for (const character of text) {
    const units = folded(character);
    for (let n = 0; n < units.length; n++) {
      starts.push(at);
      ends.push(at + character.length);
    }
    whole += units;
    at += character.length;
  }
  const found = [];
  const add = (word, first, last) => found.push({ word, start: starts[first], end: ends[last] });
  for (const { 0: run, index } of whole.matchAll(RUN)) {
    if (PAIR.test(run)) {
      let place = index;
      const characters = Array.from(run);
      characters.forEach((character, n) => {
        const pair = character + (characters[n + 1] ?? "");
        add(pair, place, place + pair.length - 1);
        place += character.length;
      });
    } else add(run.replaceAll(".", ""), index, index + run.length - 1);
  }
  return found;
}
