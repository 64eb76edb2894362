// Writes into citeproc-js.json what citeproc-js makes of its items. See README.md.

const fs = require("fs");
const [, , installed, python] = process.argv;
const CSL = require(`${installed}/node_modules/citeproc`);
const [engine, styles] = python.split(" ");
const STYLES = {
  apa: "apa",
  chicago: "chicago-author-date-17th-edition",
  mla: "modern-language-association",
};

const file = `${__dirname}/citeproc-js.json`;
const cases = JSON.parse(fs.readFileSync(file, "utf8"));
const items = Object.fromEntries(cases.map(({ item }) => [item.id, item]));
const locale = fs.readFileSync(`${engine}/data/locales/locales-en-US.xml`, "utf8");
const system = { retrieveLocale: () => locale, retrieveItem: (id) => items[id] };
for (const [name, style] of Object.entries(STYLES)) {
  const text = fs.readFileSync(`${styles}/styles/${style}.csl`, "utf8");
  const processor = new CSL.Engine(system, text, "en-US");
  processor.setOutputFormat("text");
  for (const one of cases) {
    processor.updateItems([one.item.id]);
    one[name] = processor.makeBibliography()[1].join("").trim();
  }
}
fs.writeFileSync(file, `${JSON.stringify(cases, null, 1)}\n`);
