// What the default theme's own scripts do for readers.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { article, launch, Site } from "./preview.js";

const FILES = {
  "site.toml": `title = "Notes"
base_url = "https://notes.example/research/"
[[facts]]
name = "deadline"
type = "deadline"
sortable = true
[[facts]]
name = "cost"
type = "money"
sortable = true
[[facts]]
name = "chain"
type = "text"
`,
  "content/drops/_index.md": "---\ntitle: Drops\n---\n",
  "content/drops/a.md": article("A", "Text.", "facts: { deadline: 2027-03-01, cost: 9 USD, chain: X }\n"),
  "content/drops/b.md": article("B", "Text.", "facts: { deadline: 2027-02-01, cost: 100 USD, chain: Y }\n"),
  "content/drops/c.md": article("C", "Text.", "facts: { deadline: 2027-01-01, chain: Z }\n"),
  "content/drops/over.md": article("Over", "Text.", "ends: 2026-01-01\nfacts: { deadline: 2026-01-01, cost: 1 USD }\n"),
};

let site, browser;
before(async () => {
  site = await Site.of(FILES);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.end();
});

test("tables of facts are sorted by a click on a column's name", async () => {
  const page = await browser.newPage();
  await page.goto(`${site.url}drops/`);
  const shown = () => page.$$eval(".facts-table tbody a", (links) => links.map((link) => link.textContent).join(" "));
  const sorted = () =>
    page.$$eval(".facts-table [aria-sort]", (heads) => heads.map((head) => `${head.innerText.trim()} ${head.ariaSort}`));
  assert.equal(await shown(), "C B A Over");
  await page.click("th button:text('Cost')");
  assert.equal(await shown(), "A B C Over");
  assert.deepEqual(await sorted(), ["Cost ascending"]);
  await page.keyboard.press("Enter");
  assert.equal(await shown(), "B A C Over");
  assert.deepEqual(await sorted(), ["Cost descending"]);
  assert.equal(await page.locator("th button").count(), 2);
  await page.close();
});

test("without scripts tables are sorted as they came", async () => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`${site.url}drops/`);
  assert.equal(await page.locator("th button").count(), 0);
  assert.equal(await page.locator(".facts-table tbody th").first().innerText(), "C");
  await page.close();
});

test("what [theme] chooses is what browsers show, and a style sheet of the site's own follows every edit", async () => {
  const own = await Site.of({
    "site.toml": `title = "Notes"
base_url = "https://notes.example/research/"
[theme]
scheme = "dark"
measure = "30rem"
css = "/css/own.css"
[theme.dark]
background = "#102030"
[theme.fonts]
body = "Own, serif"
[[theme.fonts.files]]
family = "Own"
file = "/fonts/own.ttf"
preload = true
`,
    "content/a.md": article("A", "Text."),
    "static/css/own.css": ".content { color: rgb(1, 2, 3); }\n",
    "static/fonts/own.ttf": await readFile(new URL("../../src/social/fonts/NotoSans-Regular.ttf", import.meta.url)),
  });
  try {
    const page = await browser.newPage({ colorScheme: "light" });
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${own.url}a/`, { waitUntil: "networkidle" });
    const style = (selector, name) => page.$eval(selector, (element, name) => getComputedStyle(element).getPropertyValue(name), name);
    assert.equal(await style("body", "background-color"), "rgb(16, 32, 48)");
    assert.match(await style(".content", "font-family"), /^"?Own"?, /);
    assert.equal(await style(".content", "max-width"), "480px");
    assert.equal(await style(".content", "color"), "rgb(1, 2, 3)");
    assert.deepEqual(asked.filter((path) => path.endsWith(".ttf")), ["/research/fonts/own.ttf"]);
    assert.equal(await page.evaluate(() => [...document.fonts].map(({ family, status }) => `${family} ${status}`).join()), "Own loaded");
    await own.edit("static/css/own.css", "1, 2, 3", "3, 2, 1");
    await page.waitForFunction(() => getComputedStyle(document.querySelector(".content")).color === "rgb(3, 2, 1)");
    await page.close();
  } finally {
    await own.end();
  }
});
