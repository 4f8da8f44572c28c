// Searches the index that the build has made (src/search.rs tells what lies where) and shows what is found.
// Fetched when a reader begins to search; fetches what a query needs.

const UNSPACED = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{323af}\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff";
const SIGN = "[\\p{Alphabetic}\\p{N}\\p{M}]";
const RUN = new RegExp(`${SIGN}+`, "gu");
const CLIPPED = new RegExp(`(${SIGN})['\u2019]${SIGN}{1,2}(?!${SIGN})`, "gu");
const PARTS = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
const IS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;

/** The normal form of a run of letters and digits. */
export function fold(run) {
  const cut = [...run.normalize("NFKC").toLowerCase()].slice(0, 60).join("");
  return cut.normalize("NFD").replace(ACCENTS, "").normalize("NFC");
}

function hash(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

const first = (text, count) => [...text].slice(0, count).join("");
const number = (bytes, at, count) => (count ? bytes[at] + 256 * number(bytes, at + 1, count - 1) : 0);
const headOf = (text) => hash(text) & 0xffff;
const group = (head, text) => head * 0x1000000 + (hash(text) >>> 8);
const ofStem = (stem) => group(headOf(first(stem, 4)), stem);
const byFit = (a, b) => b.fit - a.fit || b.common - a.common || (a.word < b.word ? -1 : 1);

/** By how many slips of the keys two words differ (Damerau). */
export function slips(a, b) {
  let [before, last, row] = [[], [], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    [before, last, row] = [last, row, [i]];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.length];
}

function readList(bytes, rest) {
  const list = [];
  let word = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + bytes[at + 1];
    word = [...word.slice(0, bytes[at]), ...bytes.slice(at + 2, end)];
    at = rest(new TextDecoder().decode(new Uint8Array(word)), end, list);
  }
  return list;
}

function readWords(bytes) {
  let own;
  return readList(bytes, (word, at, list) => {
    const mark = bytes[at++];
    if (mark < 0x80) {
      let head = headOf(first(word, 4));
      if (mark & 0x40) head = number(bytes, (at += 2) - 2, 2);
      own = head * 0x1000000 + number(bytes, at, 3);
      at += 3;
    }
    list.push({ word, group: own, common: mark & 0x3f });
    return at;
  });
}

const readEnds = (bytes) => readList(bytes, (word, at, list) => (list.push([...word].reverse().join("")), at));

function readFound(bytes) {
  const groups = new Map();
  let at = 0;
  const next = () => {
    const byte = bytes[at++];
    return byte < 0x80 ? byte : (byte & 0x7f) + 0x80 * next();
  };
  while (at < bytes.length) {
    const name = number(bytes, at, 2) * 0x1000000 + number(bytes, at + 2, 3);
    at += 5;
    const end = next() + at;
    const found = new Map();
    for (let article = 0; at < end; article++) {
      const value = next();
      article += value >>> 4;
      found.set(article, value & 15);
    }
    groups.set(name, found);
  }
  return groups;
}

export async function open(base, load = fetch) {
  const get = async (name, init) => {
    const answer = await load(base + name, init);
    if (!answer.ok) throw new Error(name);
    return answer;
  };
  const head = await (await get("index.json", { cache: "no-cache" })).json();
  const kept = {};
  const file = (name, use) => (kept[name] ??= get(`${name}?${head.version}`).then(use));
  const json = (name) => file(`${name}.json`, (answer) => answer.json());
  const binary = (name, use) => file(`${name}.bin`, async (answer) => use(new Uint8Array(await answer.arrayBuffer())));
  const listed = (word) => binary(`words-${hash(first(word, word.startsWith("0x") ? 5 : 2)) % head.words}`, readWords);
  const found = async (group) => {
    const groups = await binary(`found-${Math.floor(group / 0x1000000) % head.found}`, readFound);
    return groups.get(group) ?? new Map();
  };

  async function meanings(word, isBegun) {
    const list = await listed(word);
    const length = [...word].length;
    const like = (test, fit, most) => list.filter((entry) => test(entry.word)).map((entry) => ({ ...entry, fit })).sort(byFit).slice(0, most);
    const exact = like((other) => other === word, 1);
    const begun = isBegun || !exact.length ? like((other) => other !== word && other.startsWith(word), 0.6, length < 3 ? 2 : 12) : [];
    const either = [...exact, ...begun];
    if (either.length || length < 4) return either;
    const near = await misspelt(word, length < 8 ? 1 : 2);
    const stem = word.slice(0, Math.max(4, word.length * 0.6));
    // Other endings of a word whose own no text has.
    return near.length ? near : like((other) => other.startsWith(stem) && other.length < word.length + 3, 0.3, 3);
  }

  /** A slip at the beginning leaves the end as it is, one at the end the beginning. */
  async function misspelt(word, most) {
    const swapped = word[0] + word[2] + word[1] + word.slice(3);
    const ends = await binary(`ends-${hash([...word].slice(-2).join("")) % head.words}`, readEnds);
    const near = ends.filter((other) => slips(word, other) <= most).slice(0, 4);
    const lists = await Promise.all([word, swapped, ...near].map(listed));
    const fits = new Map(lists.flat().map((entry) => [entry.word, { ...entry, fit: 0.5 / slips(word, entry.word) }]));
    return [...fits.values()].filter(({ fit }) => fit * most * 2 >= 1).sort(byFit).slice(0, 3);
  }

  async function look(text, isBegun) {
    if (IS_UNSPACED.test(text)) {
      const signs = [...text];
      const pairs = signs.length > 1 ? signs.slice(1).map((sign, at) => signs[at] + sign) : signs;
      const all = await Promise.all(pairs.map((pair) => found(ofStem(pair))));
      const both = new Map([...all[0]].filter(([article]) => all.every((one) => one.has(article))));
      return { common: both.size ? 0 : 63, lists: async () => [[both, 1]], mark: { part: text } };
    }
    const chosen = await meanings(text, isBegun);
    const groups = new Map(chosen.reverse().map(({ group, fit }) => [group, fit]));
    const list = await listed(chosen[0]?.word ?? text);
    const words = new Set([...list.filter((entry) => groups.has(entry.group)), ...chosen].map(({ word }) => word));
    return {
      // What nothing is found for says as little as what is found everywhere.
      common: chosen.length ? Math.max(...chosen.map(({ fit, common }) => (fit < 1 ? 0 : common))) : 63,
      lists: () => Promise.all([...groups].map(async ([group, fit]) => [await found(group), fit])),
      mark: { words, start: isBegun && text },
    };
  }

  async function search(query, { filters = [], byDate } = {}) {
    const runs = query.replace(CLIPPED, "$1").match(RUN) ?? [];
    const words = runs.flatMap((run) => fold(run).match(PARTS) ?? []).slice(0, 12);
    const looked = await Promise.all(words.map((word, at) => look(word, at === words.length - 1 && !/\s$/.test(query))));
    // Words that most articles have tell nothing, and take long to load.
    const rare = looked.filter(({ common }) => 2 ** (common / 2) < head.articles / 2);
    const scores = new Map();
    if (!words.length) for (let article = 0; article < head.articles; article++) scores.set(article, [0, 0]);
    for (const { lists } of rare.length ? rare : looked) {
      const weights = new Map();
      for (const [list, fit] of await lists()) {
        const rarity = fit * Math.log(1 + (head.articles - list.size + 0.5) / (list.size + 0.5));
        for (const [article, weight] of list) weights.set(article, Math.max(weights.get(article) ?? 0, rarity * (weight + 1)));
      }
      for (const [article, weight] of weights) {
        const [count, score] = scores.get(article) ?? [0, 0];
        scores.set(article, [count + 1, score + weight]);
      }
    }
    const allowed = await Promise.all(filters.map(([filter, value]) => `${filter}\0${value}`).map((text) => found(group(headOf(text), text))));
    const hits = [...scores].filter(([article]) => allowed.every((one) => one.has(article)));
    const most = hits.reduce((most, [, [count]]) => Math.max(most, count), 0);
    const best = hits.filter(([, [count]]) => count === most).sort((a, b) => (byDate ? 0 : b[1][1] - a[1][1]) || b[0] - a[0]);
    return { articles: best.map(([article]) => article), marks: looked.map(({ mark }) => mark) };
  }

  async function article(number) {
    const list = await json(`articles-${Math.floor(number / head.block)}`);
    return list[number % head.block];
  }

  return { search, article, filters: () => json("filters") };
}

const fits = (word, { words, start, part }) => (part ? word.includes(part) : words.has(word) || (start && word.startsWith(start)));

export function fitting(text, marks) {
  const words = (text.match(RUN) ?? []).map(fold);
  return marks.filter((mark) => words.some((word) => fits(word, mark))).length;
}

/** A text in pieces: pairs of text and whether it was searched for. */
export function marked(text, marks) {
  const pieces = [];
  let from = 0;
  const push = (to, isHit) => {
    if (to > from) pieces.push([text.slice(from, to), isHit]);
    from = to;
  };
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const word = fold(run);
    const mark = marks.find((mark) => fits(word, mark));
    if (!mark) continue;
    const at = index + Math.max(0, word.indexOf(mark.part));
    push(at, false);
    push(at + (mark.part ?? run).length, true);
  }
  push(text.length, false);
  return pieces;
}

export function around(text, marks) {
  const [piece] = marked(text, marks);
  const at = piece[1] ? 0 : piece[0].length;
  const from = at > 90 ? text.indexOf(" ", at - 80) + 1 || at : 0;
  const cut = text.slice(from, from + 220);
  return (from ? "… " : "") + (from + 220 < text.length ? cut.replace(/\s\S*$/, " …") : cut);
}

/** The part of a page that has most of what was searched for, and the heading above it. */
async function place(url, marks) {
  const page = await fetchPage(url);
  let [best, most, id] = [null, 0, ""];
  for (const block of page.querySelectorAll("main :is(p,li,dd,dt,td,th,h2,h3,h4,h5,h6,pre,figcaption,summary)")) {
    if (/^H/.test(block.tagName)) id = block.id;
    if (block.querySelector("p,li") || block.closest("nav,footer,.related")) continue;
    const text = block.textContent.replace(/\s+/g, " ").trim();
    const count = fitting(text, marks);
    if (count > most) [best, most] = [{ text, id }, count];
  }
  return best;
}

// Pages of results are fetched for their excerpts, so many at once.
const waiting = [];
let free = 3;

async function fetchPage(url) {
  if (free) free--;
  else await new Promise((go) => waiting.push(go));
  try {
    return new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
  } finally {
    const next = waiting.shift();
    next ? next() : free++;
  }
}

function make(name, className, ...inside) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...inside);
  return element;
}

/** Changes what is shown above or below what has the focus, which stays in sight if it was. */
function keepInSight(change) {
  const focused = document.activeElement;
  const { top } = focused.getBoundingClientRect();
  change();
  const moved = top >= 0 && top < innerHeight && focused.getBoundingClientRect().top !== top;
  if (moved && focused !== document.body) focused.scrollIntoView({ block: "nearest", behavior: "instant" });
}

const highlighted = (text, marks) => marked(text, marks).map(([piece, isHit]) => (isHit ? make("mark", "", piece) : piece));

/** Brings to life what templates/components/search.html has written. */
export async function mount(root, isPage) {
  const [form, status, list, more, details] = ["form", "[role=status]", "ol", ".search-more", "details"].map((selector) => root.querySelector(selector));
  const { q: input, sort } = form.elements;
  const selects = [...form.querySelectorAll("select")];
  const language = document.documentElement.lang;
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const rules = new Intl.PluralRules(language);
  const found = (form) => root.dataset[`found${form[0].toUpperCase()}${form.slice(1)}`] ?? root.dataset.foundOther;
  const say = (text) => (status.textContent = text);
  const tell = (count) => say(found(rules.select(count)).replace("{count}", count.toLocaleString(language)));
  let [index, run, shown, result] = [null, 0, 0, null];

  const watch = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      target.excerpt().catch(() => {});
    }
  });

  function item([title, url, summary, date, section, authors, status], marks) {
    const link = make("a", "", ...highlighted(title, marks));
    link.href = url;
    const text = make("p", "search-text", ...highlighted(summary, marks));
    const facts = [section, day.format(new Date(date)), authors.join(", ")].filter(Boolean);
    const meta = make("p", "meta", ...facts.map((fact) => make("span", "", fact, " ")));
    if (status) meta.prepend(make("span", `badge badge-${status}`, root.dataset[status] ?? status), " ");
    const hit = make("li", "search-hit", make("h2", "card-title", link), text, meta);
    hit.excerpt = async () => {
      const best = await place(url, marks);
      if (!best) return;
      keepInSight(() => text.replaceChildren(...highlighted(around(best.text, marks), marks)));
      if (fitting(title, marks) < marks.length) link.hash = best.id;
    };
    if (marks.length) watch.observe(hit);
    return hit;
  }

  async function show(own) {
    const next = result.articles.slice(shown, shown + 10);
    const articles = await Promise.all(next.map(index.article));
    if (own !== run) return;
    list.append(...articles.map((article) => item(article, result.marks)));
    more.hidden = (shown += 10) >= result.articles.length;
  }

  async function search() {
    const own = ++run;
    const filters = selects.filter(({ value }) => value).map(({ name, value }) => [name, value]);
    if (isPage) {
      const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
      history.replaceState(null, "", `?${query}`);
    }
    try {
      index ??= await open(root.dataset.search);
      const isBlank = !input.value.trim() && !filters.length;
      const found = isBlank ? { articles: [] } : await index.search(input.value, { filters, byDate: sort.checked });
      if (own !== run) return;
      [result, shown] = [found, 0];
      list.replaceChildren();
      const count = found.articles.length;
      if (isBlank) status.textContent = "";
      else if (count) tell(count);
      else say(root.dataset.none);
      await show(own);
    } catch {
      index = null;
      if (own === run) say(root.dataset.failed);
    }
  }

  async function fill() {
    index ??= await open(root.dataset.search);
    const filters = await index.filters();
    for (const select of selects) {
      const values = filters[select.name] ?? [];
      select.closest("label").hidden = !values.length;
      select.append(...values.map(([value, name, count]) => new Option(`${root.dataset[name] ?? name} (${count})`, value)));
    }
  }

  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 150);
  });
  form.addEventListener("change", ({ target }) => target !== input && search());
  form.addEventListener("submit", (event) => isPage && (event.preventDefault(), search()));
  more.addEventListener("click", async () => {
    const last = list.lastElementChild;
    await show(run);
    last.nextElementSibling?.querySelector("a").focus();
  });
  root.addEventListener("keydown", (event) => {
    const stops = [input, ...list.querySelectorAll("h2 a")];
    const at = stops.indexOf(event.target);
    const to = stops[at + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] ?? NaN)];
    if (at < 0 || !to) return;
    event.preventDefault();
    to.focus();
  });
  const wanted = new URLSearchParams(isPage ? location.search : "");
  form.hidden = false;
  input.value = wanted.get("q") ?? "";
  sort.checked = wanted.has("sort");
  const filled = new Promise((ready) => details.addEventListener("toggle", () => fill().catch(() => say(root.dataset.failed)).then(ready), { once: true }));
  if (selects.some(({ name }) => wanted.has(name))) {
    details.open = true;
    await filled;
    for (const select of selects) select.value = wanted.get(select.name) ?? "";
  }
  if (wanted.size) await search();
  return input;
}

/** Makes a box of the form on the search page, to be shown over another. */
export async function box(address) {
  const form = document.adoptNode((await fetchPage(address)).querySelector("[data-search]"));
  const close = make("button", "search-close", "×");
  const dialog = make("dialog", "search-dialog", close, form);
  close.ariaLabel = form.dataset.close;
  dialog.ariaLabel = form.querySelector("label").textContent;
  dialog.addEventListener("click", ({ target }) => (target === dialog || target === close) && dialog.close());
  document.body.append(dialog);
  const input = await mount(form);
  return () => {
    if (!dialog.open) dialog.showModal();
    input.select();
  };
}
