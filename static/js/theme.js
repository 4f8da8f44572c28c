// What the theme does for readers once a page is there: nothing that they could not do without. What it says
// stands in the templates. Everything may be dressed again, after the preview has put a new page in place.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);

function button(className, ...inside) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = className;
  button.append(...inside);
  return button;
}

/** Words that are heard and not seen. */
function hidden(text = "") {
  const span = document.createElement("span");
  span.className = "visually-hidden";
  span.textContent = text;
  return span;
}

/** Elements that have not been dressed yet. */
const fresh = (selector) => all(selector).filter((element) => !element.dressed && (element.dressed = true));

// ---- Light and dark. components/head.html has set what was chosen before the page was shown.

function dressSwitch(label) {
  const root = document.documentElement;
  const select = label.querySelector("select");
  const show = () => {
    const { theme } = root.dataset;
    for (const meta of all("meta[data-scheme]")) {
      const { scheme } = meta.dataset;
      meta.media = theme ? (theme === scheme ? "all" : "not all") : `(prefers-color-scheme: ${scheme})`;
    }
    select.value = theme ?? "auto";
  };
  const choose = (scheme) => {
    if (scheme === "auto") delete root.dataset.theme;
    else root.dataset.theme = scheme;
    show();
  };
  select.addEventListener("change", () => {
    choose(select.value);
    try {
      localStorage.scheme = select.value;
    } catch {
      // Then for this page alone.
    }
  });
  addEventListener("storage", ({ key, newValue }) => key === "scheme" && newValue && choose(newValue));
  show();
  label.hidden = false;
}

// ---- The box over the page, of the link to the search page: on a click, "/" or Ctrl+K. All else is fetched
// then; where that fails, the link is a link.

const link = () => one("[data-search-link]");
const client = () => import(link().dataset.script);
let box;

async function search(event) {
  event.preventDefault();
  const form = one("main [data-search]");
  if (form) return form.querySelector("input").focus();
  try {
    box ??= client().then(({ box }) => box(link().href));
    (await box)();
  } catch {
    location.assign(link().href);
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-search-link]") && !event.ctrlKey && !event.metaKey && !event.shiftKey) search(event);
});
document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  const isCtrl = ctrlKey || metaKey;
  const isTyping = target.closest("input, textarea, select, [contenteditable]");
  if (link() && !altKey && (isCtrl ? key === "k" : key === "/" && !isTyping)) search(event);
});

// ---- Code is copied by a button.

function dressCode(code) {
  const { copy, copied } = code.closest("[data-copy]").dataset;
  const word = new Text(copy);
  const press = button("copy", word);
  const caption = code.closest(".code-file")?.querySelector("figcaption");
  const said = hidden();
  said.role = "status";
  if (caption) {
    press.append(hidden(` ${caption.textContent}`));
    caption.append(press, said);
  } else {
    const box = document.createElement("div");
    box.className = "code-box";
    code.replaceWith(box);
    box.append(code, press, said);
  }
  press.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      return;
    }
    word.data = said.textContent = copied;
    setTimeout(() => {
      word.data = copy;
      said.textContent = "";
    }, 2000);
  });
}

// ---- The table of contents is open where there is room beside the text, and tells what is being read.

function dressContents(nav) {
  const links = all("a", nav);
  const wide = matchMedia("(min-width: 64rem)");
  const details = nav.querySelector("details");
  const fold = () => (details.open = wide.matches);
  wide.addEventListener("change", fold);
  fold();
  details.addEventListener("click", ({ target }) => !wide.matches && target.closest("a") && (details.open = false));
  const headings = links.map(({ hash }) => document.getElementById(decodeURIComponent(hash.slice(1))));
  let current;
  const follow = () => {
    const line = innerHeight * 0.3;
    const at = headings.findLastIndex((heading) => heading?.getBoundingClientRect().top < line);
    if (links[at] === current) return;
    current?.removeAttribute("aria-current");
    current = links[at];
    current?.setAttribute("aria-current", "location");
    if (!current || !wide.matches) return;
    const list = details.parentElement;
    const [shown, own] = [list.getBoundingClientRect(), current.getBoundingClientRect()];
    if (own.top < shown.top || own.bottom > shown.bottom) list.scrollTop += own.top - shown.top - shown.height / 2;
  };
  const watch = new IntersectionObserver(follow, { rootMargin: "0px 0px -70%" });
  headings.forEach((heading) => heading && watch.observe(heading));
}

// ---- Tables of facts: a click on a column's name sorts by it, a second one turns the order round. What is not
// stated, and below that what is over, stays at the end. Without this they are sorted as they came.

const OVER = ["ended", "superseded", "retracted", "withdrawn"];

function dressTable(table) {
  const heads = [...table.tHead.rows[0].cells];
  for (const head of heads.filter((head) => "sortable" in head.dataset && !head.querySelector("button"))) {
    const press = button("", ...head.childNodes);
    head.append(press);
    press.addEventListener("click", () => sort(table.tBodies[0], heads, head));
  }
}

function sort(body, heads, head) {
  const down = head.ariaSort === "ascending";
  for (const other of heads) other.removeAttribute("aria-sort");
  head.ariaSort = down ? "descending" : "ascending";
  const place = (row) => {
    const { rank } = row.cells[head.cellIndex].dataset;
    const value = rank === undefined ? Infinity : down ? -rank : +rank;
    return [OVER.includes(row.dataset.state), value];
  };
  const rows = [...body.rows].map((row) => [place(row), row]);
  rows.sort(([[a, x], _], [[b, y], __]) => a - b || (x === y ? 0 : x - y));
  body.append(...rows.map(([, row]) => row));
}

// ---- A section shows those of its articles that stand as asked for. The further pages of its list are fetched
// for that.

const language = document.documentElement.lang;
const said = ({ dataset }, count) => dataset[`count${capital(new Intl.PluralRules(language).select(count))}`] ?? dataset.countOther;
const capital = (word) => word[0].toUpperCase() + word.slice(1);

function dressFilter(form) {
  const [list, pages] = [one("main .cards"), one("main .pagination")];
  let fetched;
  const fetchRest = async () => {
    const found = [];
    let next = pages?.querySelector("[rel=next]")?.href;
    while (next) {
      const page = new DOMParser().parseFromString(await (await fetch(next)).text(), "text/html");
      found.push(...all("main .cards > .card", page));
      next = page.querySelector("[rel=next]")?.href;
    }
    return found;
  };
  form.addEventListener("change", async () => {
    const { value } = form.elements.phase;
    // Once, however fast one choice follows another.
    if (value) fetched ??= fetchRest().catch(() => (fetched = null));
    const rest = await fetched;
    if (value !== form.elements.phase.value) return;
    (rest ?? []).forEach((card) => (value ? list?.append(document.adoptNode(card)) : card.remove()));
    if (pages) pages.hidden = !!value && !!rest;
    let count = 0;
    for (const shown of all("main [data-phase]")) {
      shown.hidden = !!value && shown.dataset.phase !== value;
      count += !shown.hidden && shown.matches(".card");
    }
    const text = said(form, count);
    form.querySelector("[role=status]").textContent = text.replace("{count}", count.toLocaleString(language));
  });
  form.hidden = false;
}

function dress() {
  fresh("[data-switch]").forEach(dressSwitch);
  const isBare = (code) => !code.closest(".code-box, .code-file")?.querySelector(".copy");
  if (navigator.clipboard) all("[data-copy] .code").filter(isBare).forEach(dressCode);
  fresh(".toc").forEach(dressContents);
  all(".facts-table").forEach(dressTable);
  fresh("[data-filter]").forEach(dressFilter);
  const form = fresh("main [data-search]")[0];
  if (form) client().then(({ mount }) => mount(form, true)).then((input) => input.value || input.focus());
}

dress();
document.addEventListener("tearsheet:page", dress);
