"use strict";

// Lists of records that can be filtered, sorted, shared and downloaded. Without this script they are
// plain tables with all their rows, and the form above them stays hidden. What is chosen stands in
// the form's controls and, from there, in the page's address; nothing else is kept.

/** The words of the interface; the build fills them in. */
const WORDS = {};
const SAY = WORDS.list;

/** How many rows are shown at first, and how many more each time. */
const STEP = 100;

/** A phone, where headings are out of sight and a menu sorts instead. */
const PHONE = matchMedia("(max-width: 44em)");

/** What a spreadsheet might take for a formula at the start of a cell. */
const FORMULA = /^[=+\-@＝＋－＠]/;

const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });

/** A template of the interface with its parts filled in. */
const filled = (template, parts) => template.replace(/\{(\w+)\}/g, (_, name) => parts[name]);

const wordsOf = (element) => element.textContent.replace(/\s+/g, " ").trim();

/** Text as it is compared: without case and diacritics. */
const folded = (text) =>
  text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/** The last part of a link's path: the id of the record it leads to; the one before is its kind. */
const pathOf = (link) => link.getAttribute("href").split("/").filter(Boolean);

/** `2006-2008 2015` as the years that it names. */
function yearsIn(spans) {
  return spans.split(" ").flatMap((span) => {
    const [first, last = first] = span.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, n) => String(first + n).padStart(4, "0"));
  });
}

/** A row of the list: its element, its words, and its values for each facet. */
class Row {
  constructor(element, list, group) {
    this.element = element;
    this.group = group;
    this.text = folded(wordsOf(element));
    this.link = element.cells[list.column("title")].querySelector("a");
    this.values = new Map(list.facets.map((facet) => [facet.name, this.#values(list, facet)]));
  }

  #values(list, { name, broader, values }) {
    if (name === "topic") return broader(this.element.dataset.topic?.split(" ") ?? []);
    if (name === "year") return new Set(yearsIn(this.element.dataset.year ?? ""));
    if (name === "kind") return new Set(pathOf(this.link).slice(-2, -1));
    const cell = this.element.cells[list.column(name)];
    if (name === "country")
      return new Set(Array.from(cell.querySelectorAll("a"), (link) => pathOf(link).at(-1)));
    return new Set([values.get(folded(wordsOf(cell)))]);
  }

  /** What a column sorts by; where its words do not sort, it says by what. */
  key(list, column) {
    const cell = this.element.cells[list.column(column)];
    const text = cell.dataset.value ?? wordsOf(cell);
    return list.order(column)?.get(folded(text)) ?? (list.order(column) ? "" : text);
  }
}

class List {
  constructor(root) {
    this.root = root;
    this.form = root.querySelector("form");
    this.status = root.querySelector("[role=status]");
    this.told = this.status.textContent;
    this.pages = root.querySelector(".rb-pages");
    this.limit = STEP;
    const headings = root.querySelector("thead tr").cells;
    this.columns = Array.from(headings, (th) => ({ name: th.dataset.by, label: wordsOf(th) }));
    this.facets = this.#facets();
    this.groups = new Map();
    this.rows = [];
    this.add(root);
    this.loaded = this.pages === null;
  }

  /** The place of a column in a row. */
  column(name) {
    return this.columns.findIndex((column) => column.name === name);
  }

  /** The order of the values of a column, where they have one of their own, as states do. */
  order(column) {
    return this.facets.find((facet) => facet.name === column)?.order;
  }

  #facets() {
    const names = new Set(Array.from(this.form.elements, (control) => control.name));
    for (const name of ["", "words", "sort", "csv", "proposals"]) names.delete(name);
    return [...names].map((name) => {
      const control = this.form.elements[name];
      const options = control instanceof HTMLSelectElement ? [...control.options].slice(1) : [];
      const labels = options.map((option) => folded(wordsOf(option)));
      return {
        name,
        values: new Map(options.map((option, n) => [labels[n], option.value])),
        order: options.length ? new Map(labels.map((label, n) => [label, n])) : undefined,
        broader: (topics) => this.#broader(topics),
      };
    });
  }

  /** Topics, and all that they are part of: who asks for a field means what is in it, too. */
  #broader(topics) {
    const found = new Set();
    const left = [...topics];
    while (left.length) {
      const topic = left.pop();
      if (found.has(topic)) continue;
      found.add(topic);
      const box = this.form.querySelector(`[name=topic][value="${CSS.escape(topic)}"]`);
      left.push(...(box?.dataset.broader?.split(" ") ?? []));
    }
    return found;
  }

  /** Take in the rows of a page of the list; what is real stays apart from what is proposed. */
  add(page) {
    for (const part of page.querySelectorAll("[data-rows]")) {
      const name = part.dataset.rows;
      if (!this.groups.has(name)) {
        if (!this.root.contains(part)) this.#adopt(part);
        const heading = part.querySelector(".rb-proposals");
        this.groups.set(name, { part, heading, words: heading?.dataset.words });
        this.#makeSortable(part);
      }
      for (const row of part.querySelectorAll("tbody tr"))
        this.rows.push(new Row(row, this, name));
    }
  }

  #adopt(part) {
    const all = this.root.querySelectorAll("[data-rows]");
    all[all.length - 1].after(part);
  }

  #makeSortable(part) {
    for (const th of part.querySelectorAll("th")) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...th.childNodes);
      button.addEventListener("click", () => this.sortBy(th.dataset.by));
      // The focus never goes where nobody sees it.
      button.tabIndex = PHONE.matches ? -1 : 0;
      PHONE.addEventListener("change", () => (button.tabIndex = PHONE.matches ? -1 : 0));
      th.append(button);
    }
  }

  start() {
    const { form } = this;
    for (const { name, label } of this.columns) {
      const backwards = filled(SAY.descending, { column: label });
      form.elements.sort.add(new Option(label, name));
      form.elements.sort.add(new Option(backwards, `-${name}`));
    }
    this.default = form.elements.sort.options[2 * Math.max(0, this.column("title"))].value;
    this.more = document.createElement("button");
    this.more.type = "button";
    this.more.className = "rb-list__more";
    this.more.textContent = SAY.more;
    this.root.append(this.more);

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => this.changed(event.target.name === "words"));
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      this.write(new URLSearchParams());
      this.changed();
    });
    form.elements.csv.addEventListener("click", () => this.download());
    this.more.addEventListener("click", () => this.showMore());
    addEventListener("popstate", () => this.recall());
    document.addEventListener("click", ({ target }) => this.#close((panel) => panel.contains(target)));
    form.addEventListener("keydown", ({ key }) => key === "Escape" && this.#close());

    this.recall();
    const panel = form.querySelector("details");
    panel.open = !PHONE.matches;
    form.hidden = false;
  }

  /** Close the panels of choices, but for some. */
  #close(but = () => false) {
    for (const panel of this.form.querySelectorAll(".rb-filter__several[open]")) {
      if (but(panel)) continue;
      if (panel.contains(document.activeElement)) panel.querySelector("summary").focus();
      panel.open = false;
    }
  }

  /** What is asked for, as the address has it. */
  asked() {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      const text = value.trim();
      if (text && !(name === "sort" && text === this.default)) asked.append(name, text);
    }
    return asked;
  }

  /** Put what is asked for into the controls; what they do not know is left out. */
  write(asked) {
    for (const control of this.form.elements) {
      if (control.type === "checkbox")
        control.checked = asked.getAll(control.name).includes(control.value);
      else if (control.name === "words") control.value = asked.get("words") ?? "";
      else if (control.name === "sort") control.value = asked.get("sort") ?? this.default;
      else if (control instanceof HTMLSelectElement) control.value = asked.get(control.name) ?? "";
      if (control.selectedIndex === -1) control.selectedIndex = 0;
    }
  }

  /** Read the address, as it is at first or after a step back; it then says what is shown. */
  recall() {
    this.write(new URLSearchParams(location.search));
    history.replaceState(history.state, "", this.#address());
    this.limit = STEP;
    return this.show();
  }

  #address() {
    const query = this.asked().toString();
    return location.pathname + (query && `?${query}`) + location.hash;
  }

  /** Something was chosen: a step of its own, but for the letters of one text. */
  changed(typing = false) {
    const keep = typing && history.state?.typing;
    const address = this.#address();
    if (keep) history.replaceState({ typing }, "", address);
    else history.pushState({ typing }, "", address);
    this.limit = STEP;
    return this.show();
  }

  sortBy(column) {
    const { sort } = this.form.elements;
    sort.value = sort.value === column ? `-${column}` : column;
    return this.changed();
  }

  async showMore() {
    const last = this.root.querySelectorAll("[data-rows=real] tbody tr");
    this.limit += STEP;
    if (!(await this.load())) return;
    await this.show();
    const next = this.root.querySelectorAll("[data-rows=real] tbody tr")[last.length];
    next?.querySelector("a")?.focus();
  }

  /** Take in the other pages of a long list; whether that was possible. */
  async load() {
    try {
      if (!this.loaded) await (this.loading ??= this.#load());
    } catch {
      this.loading = undefined;
      this.status.textContent = SAY.failed;
      this.pages.hidden = false;
    }
    return this.loaded;
  }

  async #load() {
    const others = Array.from({ length: this.pages.dataset.count - 1 }, (_, n) => `page/${n + 2}/`);
    const texts = await Promise.all(others.map(async (address) => {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.status);
      return answer.text();
    }));
    for (const text of texts) {
      const page = new DOMParser().parseFromString(text, "text/html");
      // Those pages lie two folders below this one, and so their links begin with two steps more.
      for (const link of page.querySelectorAll("[data-rows] a"))
        link.setAttribute("href", link.getAttribute("href").replace("../../", ""));
      this.add(page);
    }
    this.loaded = true;
  }

  /** In which facets a row has not what is asked for; if in none, it is found. */
  #misses(asked) {
    const words = folded(asked.get("words") ?? "").split(/\s+/).filter(Boolean);
    const proposals = { without: "real", only: "proposed" }[asked.get("proposals")];
    const chosen = this.facets.map(({ name }) => [name, asked.getAll(name)]);
    return (row) => {
      const misses = [];
      if (proposals && row.group !== proposals) misses.push("proposals");
      if (!words.every((word) => row.text.includes(word))) misses.push("words");
      for (const [name, values] of chosen)
        if (!values.every((value) => row.values.get(name).has(value))) misses.push(name);
      return misses;
    };
  }

  /** How many rows each choice would leave, beside the choice: `12`, or `12 +3` with proposals. */
  #count() {
    const asked = this.asked();
    const misses = this.#misses(asked);
    const counts = new Map(this.facets.map(({ name }) => [name, new Map()]));
    for (const row of this.rows) {
      const missed = misses(row);
      for (const { name, order } of this.facets) {
        // Of a menu one choice takes the place of the other; boxes come on top of each other.
        if (missed.some((other) => other !== name || !order)) continue;
        const found = counts.get(name);
        for (const value of row.values.get(name)) {
          if (!found.has(value)) found.set(value, { real: 0, proposed: 0 });
          found.get(value)[row.group] += 1;
        }
      }
    }
    for (const { name, order } of this.facets) {
      const choices = `[name=${name}][type=checkbox], [name=${name}] option:not([value=""])`;
      for (const choice of this.form.querySelectorAll(choices)) {
        const { real, proposed } = counts.get(name).get(choice.value) ?? { real: 0, proposed: 0 };
        const count = proposed ? `${real} +${proposed}` : `${real}`;
        if (order) choice.label = `${choice.text} (${count})`;
        else choice.parentNode.dataset.count = count;
      }
    }
  }

  /** The rows that are asked for, in the order that is asked for; rows without a value last. */
  found() {
    const asked = this.asked();
    const misses = this.#misses(asked);
    const rows = this.rows.filter((row) => !misses(row).length);
    const sort = asked.get("sort");
    if (!sort) return rows;
    const column = sort.replace("-", "");
    const sign = sort === column ? 1 : -1;
    const keyed = rows.map((row) => [row.key(this, column), row]);
    keyed.sort(([a], [b]) => {
      if (a === "" || b === "") return (a === "") - (b === "");
      return sign * (typeof a === "number" ? a - b : collator.compare(a, b));
    });
    return keyed.map(([, row]) => row);
  }

  /** Show what is asked for, and say how much it is. */
  async show() {
    const { size } = this.asked();
    if (size && !(await this.load())) return;
    const found = this.found();
    let left = !this.loaded;
    const counts = {};
    for (const [name, { part, heading, words }] of this.groups) {
      const rows = found.filter((row) => row.group === name);
      counts[name] = rows.length;
      left ||= rows.length > this.limit;
      part.hidden = !rows.length;
      part.querySelector("tbody").replaceChildren(
        ...rows.slice(0, this.limit).map((row) => row.element),
      );
      if (heading && this.loaded) heading.textContent = filled(words, { count: rows.length });
    }
    this.more.hidden = !left;
    if (this.pages) this.pages.hidden = true;
    this.#tell(counts);
    if (this.loaded) this.#count();
    this.#mark();
  }

  /** How many of how many, proposals apart. */
  #tell(counts) {
    const filters = this.asked();
    filters.delete("sort");
    const { real, proposed } = this.root.dataset;
    const first = +real && filled(SAY.shown, { shown: counts.real ?? 0, all: real });
    const second =
      +proposed && filled(SAY.proposals, { shown: counts.proposed ?? 0, all: proposed });
    const both = first && second ? filled(SAY.and, { first, second }) : first || second;
    this.status.textContent = filters.size ? both : this.told;
  }

  /** Mark the column that the rows are sorted by, and name what is chosen beside each question. */
  #mark() {
    const sort = this.form.elements.sort.value;
    for (const th of this.root.querySelectorAll("th")) {
      const way = { [th.dataset.by]: "ascending", [`-${th.dataset.by}`]: "descending" }[sort];
      if (way) th.setAttribute("aria-sort", way);
      else th.removeAttribute("aria-sort");
    }
    for (const panel of this.form.querySelectorAll(".rb-filter__several")) {
      const chosen = [...panel.querySelectorAll(":checked")].map((box) => wordsOf(box.parentNode));
      const summary = panel.querySelector("summary");
      summary.dataset.label ??= wordsOf(summary);
      summary.textContent = [summary.dataset.label, chosen.join(", ")].filter(Boolean).join(": ");
    }
  }

  /** What is asked for as a table for spreadsheets: its columns, and each record's id and address. */
  async download() {
    if (!(await this.load())) return;
    const base = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    const head = [...this.columns.map(({ label }) => label), SAY.id, SAY.address];
    const rows = this.found().map(({ element, link }) => [
      ...Array.from(element.cells, wordsOf),
      pathOf(link).at(-1),
      new URL(link.getAttribute("href"), base).href,
    ]);
    const text = [head, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n");
    const anchor = document.createElement("a");
    // Spreadsheets tell UTF-8 by the mark at its beginning.
    anchor.href = URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }));
    anchor.download = `${location.pathname.split("/").filter(Boolean).at(-1)}.csv`;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href));
  }
}

/** A cell of a CSV file; what might run as a formula is made a text. */
function quoted(text) {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

const root = document.querySelector("[data-list]");
if (root?.querySelector("form")) new List(root).start();
