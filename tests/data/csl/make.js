// Writes into citeproc-js.json what citeproc-js makes of its items, and into sources.json digests of
// what it makes of the items in another file. See README.md.

const crypto = require("crypto");
const fs = require("fs");
const [, , installed, python, sources] = process.argv;
const CSL = require(`${installed}/node_modules/citeproc`);
const [engine, styles] = python.split(" ");
const STYLES = {
  apa: "apa",
  chicago: "chicago-author-date-17th-edition",
  mla: "modern-language-association",
};

const file = `${__dirname}/citeproc-js.json`;
const cases = JSON.parse(fs.readFileSync(file, "utf8"));
const others = sources ? JSON.parse(fs.readFileSync(sources, "utf8")) : [];
const items = Object.fromEntries([...cases.map(({ item }) => item), ...others].map((item) => [item.id, item]));
const locale = fs.readFileSync(`${engine}/data/locales/locales-en-US.xml`, "utf8");
const system = { retrieveLocale: () => locale, retrieveItem: (id) => items[id] };
const digest = (text) => crypto.createHash("sha256").update(text).digest("hex").slice(0, 12);
const digests = {};
for (const [name, style] of Object.entries(STYLES)) {
  const text = fs.readFileSync(`${styles}/styles/${style}.csl`, "utf8");
  const processor = new CSL.Engine(system, text, "en-US");
  processor.setOutputFormat("text");
  const made = (item) => {
    processor.updateItems([item.id]);
    return processor.makeBibliography()[1].join("").trim();
  };
  for (const one of cases) one[name] = made(one.item);
  for (const item of others) {
    const found = (digests[item.id] ??= { item: digest(JSON.stringify(item)) });
    found[name] = digest(made(item));
  }
}
fs.writeFileSync(file, `${JSON.stringify(cases, null, 1)}\n`);
if (sources) {
  const lines = Object.entries(digests).map(([id, found]) => `${JSON.stringify(id)}: ${JSON.stringify(found)}`);
  fs.writeFileSync(`${__dirname}/sources.json`, `{\n${lines.join(",\n")}\n}\n`);
}
