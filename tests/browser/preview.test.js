// What an author sees of the preview in a real browser.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { LONG, SITE, Site, article, launch } from "./preview.js";

let browser;
let site;
let page;
let errors;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

const open = async (files = SITE, options = [], path = "security/wallets/") => {
  site = await Site.of(files, options);
  page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  page.setDefaultTimeout(15000);
  errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(site.url + path);
  await page.waitForFunction(() => document.querySelector("tearsheet-preview"));
  // A mark that lives as long as the document does.
  await page.evaluate(() => (window.sameDocument = true));
};

afterEach(async () => {
  await page?.close();
  await site?.end();
  assert.deepEqual(errors, []);
});

const shows = (text) => page.waitForFunction((text) => document.querySelector("main")?.textContent.includes(text), text);
const isSame = () => page.evaluate(() => window.sameDocument === true);
// Playwright's locators look into open shadow trees.
const overlay = () => page.locator("tearsheet-preview .overlay");
const status = () => page.locator("tearsheet-preview .status");
const panel = () => page.locator("tearsheet-preview .panel");

test("an edit is morphed in: place, focus and what was opened stay", async () => {
  await open();
  await page.locator("details").evaluate((details) => (details.open = true));
  await page.locator(".skip-link").focus();
  await page.evaluate(() => window.scrollTo({ top: 1200, behavior: "instant" }));
  await page.evaluate(() => (document.querySelector("main h1").kept = true));
  await site.edit("content/security/wallets.md", "The last words.", "The very last words.");
  await shows("The very last words.");
  assert.ok(await isSame(), "the document was loaded again");
  assert.equal(await page.evaluate(() => window.scrollY), 1200);
  assert.ok(await page.locator("details").evaluate((details) => details.open));
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip-link");
  assert.ok(await page.evaluate(() => document.querySelector("main h1").kept), "elements that are the same are kept");
  await site.edit("content/security/wallets.md", "title: Wallets", "title: Cold wallets");
  await page.waitForFunction(() => document.title.includes("Cold wallets"));
  assert.ok(await isSame());
});

test("lists follow an edit of an article", async () => {
  await open(SITE, [], "security/");
  await site.edit("content/security/keys.md", "title: Keys", "title: Private keys");
  await shows("Private keys");
  await site.write("content/security/new.md", article("A new one", "Fresh."));
  await shows("A new one");
  await site.remove("content/security/new.md");
  await page.waitForFunction(() => !document.querySelector("main").textContent.includes("A new one"));
  assert.ok(await isSame());
});

test("a style sheet is swapped without loading the page again", async () => {
  await open({ ...SITE, "static/css/main.css": "body { color: rgb(1, 2, 3) }" });
  const colour = () => page.evaluate(() => getComputedStyle(document.body).color);
  assert.equal(await colour(), "rgb(1, 2, 3)");
  for (const number of [4, 5, 6]) {
    await site.write("static/css/main.css", `body { color: rgb(${number}, 2, 3) }`);
    await page.waitForFunction((number) => getComputedStyle(document.body).color === `rgb(${number}, 2, 3)`, number);
  }
  assert.ok(await isSame());
  // The page follows edits as before, and keeps the style it has by now.
  await site.edit("content/security/wallets.md", "The first words.", "Other first words.");
  await shows("Other first words.");
  assert.equal(await colour(), "rgb(6, 2, 3)");
  assert.equal(await page.locator('link[rel="stylesheet"][href*="main.css"]').count(), 1);
  assert.ok(await isSame());
});

test("a script that has changed is run anew", async () => {
  const base = { "templates/components/footer.html": '<script src="{{ "/own.js" | url }}"></script>' };
  await open({ ...SITE, ...base, "static/own.js": "window.edition = 1" });
  await site.write("static/own.js", "window.edition = 2");
  await page.waitForFunction(() => window.edition === 2);
  assert.equal(await isSame(), false);
});

test("an edited template shows", async () => {
  await open();
  await site.write("templates/components/footer.html", "<footer>My own footer</footer>");
  await page.waitForFunction(() => document.querySelector("body > footer")?.textContent === "My own footer");
  await site.write("templates/components/footer.html", "<footer>Another footer</footer>");
  await page.waitForFunction(() => document.querySelector("body > footer")?.textContent === "Another footer");
  assert.ok(await isSame());
});

test("an error lies over the last good page until it is mended", async () => {
  await open();
  await page.evaluate(() => window.scrollTo({ top: 800, behavior: "instant" }));
  for (const [path, text] of [
    ["content/security/wallets.md", "---\ntitle: [\n---\n"],
    ["content/security/wallets.md", article("Wallets", "About [keys](kyes.md).")],
    ["site.toml", "title ="],
    ["templates/article.html", "{% if %}"],
    ["templates/article.html", "{{ nothing.at_all }}"],
  ]) {
    const good = path.startsWith("templates") ? null : await site.read(path);
    await site.write(path, text);
    await overlay().waitFor();
    assert.match(await overlay().textContent(), /-->.*\d+:\d+/s, path);
    assert.match(await overlay().textContent(), /\^/, path);
    if (text.includes("kyes")) assert.match(await overlay().textContent(), /help: .*keys\.md/);
    assert.match(await page.locator("main").textContent(), /The first words/, path);
    await (good === null ? site.remove(path) : site.write(path, good));
    await overlay().waitFor({ state: "hidden" });
    assert.equal(await status().isHidden(), true, path);
  }
  assert.equal(await page.evaluate(() => window.scrollY), 800);
  assert.ok(await isSame());
});

test("the overlay can be put away and brought back by keyboard", async () => {
  await open();
  await site.write("content/security/wallets.md", "---\ntitle: [\n---\n");
  await overlay().waitFor();
  await overlay().getByRole("button", { name: "Close" }).focus();
  await page.keyboard.press("Enter");
  await overlay().waitFor({ state: "hidden" });
  assert.equal(await status().textContent(), "1 error");
  assert.equal(await status().evaluate((button) => button.getRootNode().activeElement === button), true);
  await page.keyboard.press("Enter");
  await overlay().waitFor();
  await page.keyboard.press("Escape");
  await overlay().waitFor({ state: "hidden" });
});

test("warnings are a badge that opens a list", async () => {
  await open();
  assert.equal(await status().isHidden(), true);
  await site.edit("content/security/wallets.md", "The first words.", "## FAQ\n\nNothing asked.");
  await status().waitFor();
  assert.equal(await status().textContent(), "1 warning");
  assert.equal(await overlay().isHidden(), true, "warnings do not cover the page");
  await shows("Nothing asked.");
  await status().click();
  assert.match(await overlay().textContent(), /^1 warning×warning\[faq\/empty\].*content\/security\/wallets\.md/s);
  await status().click();
  await site.write("content/security/wallets.md", LONG);
  await status().waitFor({ state: "hidden" });
});

test("the proof shows what is on the page and why", async () => {
  const config =
    '[[disclaimers]]\nid = "risk"\ntitle = "Risk"\ntext = "Beware."\n[[disclaimers.when]]\nsection = ["security"]\n';
  const body = "About keys.\n\n## FAQ\n\n### What is a key?\n\nA number.\n";
  await open(
    { ...SITE, "site.toml": SITE["site.toml"] + config, "content/security/keys.md": article("Keys", body, "description: What keys are for.\n") },
    [],
    "security/keys/",
  );
  assert.equal(await panel().isHidden(), true, "it is off by default");
  await page.keyboard.press("Alt+p");
  await panel().waitFor();
  const text = await panel().textContent();
  for (const part of [
    "content/security/keys.md",
    "https://notes.example/research/security/keys/",
    "What keys are for.",
    "What is a key?",
    "A number.",
    'rule of site.toml: section = ["security"]',
    '"@type": "BlogPosting"',
    '"FAQPage"',
    '"@id": "https://notes.example/research/security/keys/#webpage"',
    "(risk, default, version 1, end)",
    "None is known.",
  ]) {
    assert.ok(text.includes(part), `${part} is not in ${text}`);
  }
  // It follows edits too.
  await site.edit("content/security/keys.md", "A number.", "A long number.");
  await page.waitForFunction(() => document.querySelector("tearsheet-preview").shadowRoot.textContent.includes("A long number."));
  assert.equal(await panel().isVisible(), true);
  await page.keyboard.press("Escape");
  await panel().waitFor({ state: "hidden" });
  await page.locator("tearsheet-preview .proof").click();
  await panel().waitFor();
});

test("drafts are marked, whatever the templates do", async () => {
  await open(
    { ...SITE, "templates/article.html": "<!doctype html><title>x</title><main>{{ content }}</main>" },
    ["--drafts"],
    "draft/",
  );
  await page.locator("tearsheet-preview .draft").waitFor();
  assert.equal(await page.locator("tearsheet-preview .draft").textContent(), "Draft");
  await site.edit("content/draft.md", "draft: true\n", "");
  await page.locator("tearsheet-preview .draft").waitFor({ state: "hidden" });
});

test("articles of the future are marked", async () => {
  await open({ ...SITE, "content/later.md": article("Later", "Soon.").replace("2026-01-02", "2027-01-02") }, ["--future"], "later/");
  await page.locator("tearsheet-preview .draft").waitFor();
  assert.equal(await page.locator("tearsheet-preview .draft").textContent(), "Not yet published");
});

test("the page's own style does not reach the preview, nor the other way round", async () => {
  await open({ ...SITE, "static/css/main.css": "html * { display: none !important; color: red !important }" });
  assert.equal(await page.locator("tearsheet-preview .proof").isVisible(), true);
  const others = await page.evaluate(() => [...document.styleSheets].map((sheet) => sheet.href).filter((href) => href?.includes("__tearsheet")));
  assert.deepEqual(others, []);
});

test("a renamed article is followed, a deleted one is missing, and comes back", async () => {
  await open(SITE, [], "security/keys/");
  await site.rename("content/security/keys.md", "content/security/private-keys.md");
  await page.waitForURL("**/security/private-keys/");
  await site.remove("content/security/private-keys.md");
  await shows("There is no page at this address");
  await site.write("content/security/private-keys.md", article("Back", "Here again."));
  await shows("Here again.");
});

test("a page moves with the site", async () => {
  await open();
  await site.edit("site.toml", "/research/", "/notes/2026/");
  await page.waitForURL("**/notes/2026/security/wallets/");
  await shows("The first words");
  await site.edit("content/security/wallets.md", "The first words.", "Other first words.");
  await shows("Other first words.");
});

test("a section that comes and goes", async () => {
  await open(SITE, [], "");
  await site.write("content/airdrops/first.md", article("The first airdrop", "Claim it."));
  await shows("The first airdrop");
  await site.write("content/airdrops/_index.md", "---\ntitle: Free money\n---\n");
  await shows("Free money");
  assert.ok(await isSame());
  await page.goto(`${site.url}airdrops/`);
  await shows("Free money");
  await site.edit("content/airdrops/_index.md", "Free money", "Free coins");
  await shows("Free coins");
  await site.remove("content/airdrops");
  await shows("There is no page at this address");
});

test("a page that never was whole is shown as soon as it is", async () => {
  await open({ ...SITE, "site.toml": "title =" }, [], "");
  await overlay().waitFor();
  await site.write("site.toml", SITE["site.toml"]);
  await page.waitForURL("**/research/");
  await shows("Wallets");
  await overlay().waitFor({ state: "hidden" });
});

test("a preview that is started again is found again", async () => {
  await open(SITE, ["--port", "4571"]);
  await site.stop();
  await page.locator("tearsheet-preview .lost").waitFor();
  await site.edit("content/security/wallets.md", "The first words.", "While you were away.");
  await site.serve(["--port", "4571"]);
  await shows("While you were away.");
  await page.locator("tearsheet-preview .lost").waitFor({ state: "hidden" });
});

test("without reloading, pages have nothing of the preview", async () => {
  site = await Site.of(SITE, ["--no-reload"]);
  [page, errors] = [null, []];
  assert.doesNotMatch(await (await fetch(site.url)).text(), /__tearsheet/);
});
