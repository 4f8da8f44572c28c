// The search: what a query finds and loads, asked of the client alone; then the box and the page as
// readers use them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { article, launch, Site } from "./preview.js";
import { Published } from "./published.js";

const CLIENT = new URL("../../static/js/search.js", import.meta.url);
const filler = (at) => `Some words that every note has, and number${at} that only one has.`;

const FILES = {
  "site.toml": 'title = "Notes"\nbase_url = "https://notes.example/research/"\n',
  "content/security/_index.md": "---\ntitle: Security\n---\n",
  "content/security/bridges.md": article(
    "Bridges and their risks",
    `${filler(1)}\n\n## Auditing\n\nThe vaults of a **bridge** were audited twice; reader's risk stays. ${"Much more was said. ".repeat(20)}\n\n## Costs\n\nNothing here.`,
    "tags: [Bridges]\n",
  ),
  "content/security/old.md": article("Old keys", `${filler(2)} Keys of a bridge.`, "tags: [Keys]\nends: 2026-02-01\n"),
  "content/kyoto.md": article("京都の話", "東京から京都まで、茶を飲む。"),
  "content/zurich.md": article("Zürich", `${filler(3)} Crème brûlée.`),
  "content/unlisted.md": article("Unlisted bridge", "A bridge that nobody is to find.", "search: false\n"),
  "content/draft.md": article("Secret bridge", "Not yet.", "draft: true\n"),
};
for (let at = 10; at < 40; at++) FILES[`content/more/note-${at}.md`] = article(`Note ${at}`, filler(at));

let site, client, index, loaded;
before(async () => {
  site = await Site.of(FILES, ["--drafts"]);
  client = await import(`data:text/javascript,${encodeURIComponent(await readFile(CLIENT, "utf8"))}`);
  loaded = [];
  index = await client.open(`${site.url}search/`, async (url, init) => {
    const answer = await fetch(url, init);
    loaded.push([url, (await answer.clone().arrayBuffer()).byteLength]);
    return answer;
  });
});
after(() => site?.end());

async function titles(query, options) {
  const { articles } = await index.search(query, options);
  return (await Promise.all(articles.slice(0, 5).map(index.article))).map(([title]) => title);
}

test("words, endings, beginnings, slips, accents and scripts without spaces", async () => {
  const cases = [
    ["bridges", "Bridges and their risks"],
    ["bridge risk", "Bridges and their risks"],
    ["audits ", "Bridges and their risks"],
    ["audi", "Bridges and their risks"],
    ["birdges", "Bridges and their risks"],
    ["rbidge", "Bridges and their risks"],
    ["xridges", "Bridges and their risks"],
    ["bridgs", "Bridges and their risks"],
    ["reader’s", "Bridges and their risks"],
    ["zurich", "Zürich"],
    ["CREME BRULEE", "Zürich"],
    ["京都", "京都の話"],
    ["茶", "京都の話"],
    ["number17", "Note 17"],
    ["number17 nowhereatall", "Note 17"],
  ];
  for (const [query, title] of cases) assert.equal((await titles(query))[0], title, query);
  assert.deepEqual(await titles("secret"), []);
  assert.deepEqual(await titles("unlisted"), []);
  assert.deepEqual(await titles("大阪"), []);
  assert.deepEqual(await titles("\u0301 '' ..."), await titles(""));
});

test("what holds comes before what is over; filters; dates", async () => {
  assert.deepEqual(await titles("bridge "), ["Bridges and their risks", "Old keys"]);
  assert.deepEqual(await titles("bridge ", { filters: [["status", "ended"]] }), ["Old keys"]);
  assert.deepEqual(await titles("bridge ", { filters: [["tag", "bridges"], ["section", "security"]] }), ["Bridges and their risks"]);
  assert.deepEqual(await titles("bridge ", { filters: [["section", "more"]] }), []);
  const filters = await index.filters();
  assert.deepEqual(filters.tag, [["bridges", "Bridges", 1], ["keys", "Keys", 1]]);
  assert.deepEqual(filters.status, [["ended", "Ended", 1]]);
});

test("a query loads what it needs once", async () => {
  loaded.length = 0;
  await titles("vaults");
  const files = loaded.map(([url]) => url.replace(/.*search\/|\?.*/g, "")).sort();
  assert.ok(files.length <= 4, files.join());
  loaded.length = 0;
  await titles("vaults");
  assert.deepEqual(loaded, []);
});

test("what fits is marked", async () => {
  const { marks } = await index.search("audit bridge ");
  const text = "The Bridges, audited: a bridged crème.";
  assert.deepEqual(client.marked(text, marks).filter(([, fits]) => fits).map(([piece]) => piece), ["Bridges", "audited"]);
  assert.equal(client.fitting(text, marks), 2);
  const japanese = (await index.search("京都")).marks;
  assert.deepEqual(client.marked("東京から京都まで", japanese), [["東京から", false], ["京都", true], ["まで", false]]);
  assert.equal(client.slips("bridge", "birdge"), 1);
});

test("the box over a page: by keyboard, with nothing loaded before", async () => {
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${site.url}zurich/`);
    assert.deepEqual(asked.filter((path) => /search\.js|\/search\//.test(path)), []);
    await page.keyboard.press("/");
    const input = page.locator("dialog input[type=search]");
    await input.waitFor();
    await page.keyboard.type("vault");
    const hit = page.locator("dialog .search-hit");
    await hit.first().waitFor();
    await page.locator("dialog mark", { hasText: "vaults" }).waitFor();
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.evaluate(() => document.activeElement.closest("li") !== null), true);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no scrolling sideways");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/security\/bridges\/#auditing$/);
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});

test("the page: an address for each query, filters, and a way without scripts", async () => {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`${site.url}search/?q=bridge&tag=keys`);
    await page.locator(".search-hit", { hasText: "Old keys" }).waitFor();
    assert.equal(await page.locator(".search-hit").count(), 1);
    assert.match(await page.locator(".search-status").textContent(), /1 article/);
    await page.selectOption("select[name=tag]", "");
    await page.locator(".search-hit", { hasText: "Bridges" }).waitFor();
    assert.match(page.url(), /search\/\?q=bridge$/);
    const plain = await browser.newPage({ javaScriptEnabled: false });
    await plain.goto(`${site.url}zurich/`);
    await plain.click(".search-link");
    assert.equal(await plain.locator("noscript a, main a", { hasText: "Security" }).first().isVisible(), true);
    assert.equal(await plain.locator(".search-form").isVisible(), false);
  } finally {
    await browser.close();
  }
});

test("as it is published: under the policy that hosts are told, with so many pages fetched at once", async () => {
  const published = await Published.sample();
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 2000 } });
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    let [open, most] = [0, 0];
    await page.route("**/*", async (route) => {
      if (route.request().resourceType() !== "fetch" || !route.request().url().endsWith("/")) return route.continue();
      most = Math.max(most, ++open);
      const response = await route.fetch();
      await new Promise((resolve) => setTimeout(resolve, 100));
      open--;
      await route.fulfill({ response });
    });
    const answer = await page.goto(`${published.url}search/?q=wallet`);
    const policy = answer.headers()["content-security-policy"];
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe|\*/);
    await page.locator(".search-text mark").nth(5).waitFor();
    assert.ok(most > 1 && most <= 3, `${most} pages at once`);
    await page.goto(`${published.url}airdrops/`);
    await page.keyboard.press("/");
    await page.locator("dialog input[type=search]").waitFor();
    await page.keyboard.type("testnet");
    await page.locator("dialog .search-hit").first().waitFor();
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
    await published.end();
  }
});
