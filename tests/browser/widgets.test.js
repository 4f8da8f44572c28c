// What the theme's script brings to life, on the sample site as it is published, under the policy that its
// headers set; and that nothing is missing without it.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./preview.js";
import { Published } from "./published.js";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const GUIDE = "api-guides/crypto-apis/";
const DROP = "airdrops/tidewater-testnet/";

let site, browser;
before(async () => {
  site = await Published.sample(async (folder) => {
    const path = join(folder, "site.toml");
    const sticky = '[[disclaimers]]\nid = "sticky"\ntitle = "Risk"\ntext = "Capital is at risk."\nplacement = "sticky"\n';
    const text = (await readFile(path, "utf8")).replace("[[disclaimers]]", `${sticky}\n[[disclaimers]]`).replace("per_page = 6", "per_page = 2");
    await writeFile(path, `${text}\n[theme]\nfaq = "disclosure"\n`);
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.end();
});

/** A page on which nothing may be refused or go wrong. */
async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.wrong = [];
  page.on("pageerror", (error) => page.wrong.push(error.message));
  page.on("console", (message) => message.type() === "error" && page.wrong.push(message.text()));
  await page.addInitScript(() => {
    const look = () => (document.body ? (window.firstFrame = document.documentElement.dataset.theme ?? "none") : requestAnimationFrame(look));
    requestAnimationFrame(look);
  });
  await page.goto(site.url + path);
  page.done = async () => {
    assert.deepEqual(page.wrong, []);
    await context.close();
  };
  return page;
}

const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const LIGHT = "rgb(255, 255, 255)";
const DARK = "rgb(19, 23, 25)";

async function audit(page, what) {
  const { violations } = await page.evaluate(
    ([axe, values]) => {
      // The policy refuses scripts that are put into the page; this one is only asked.
      window.axe ?? (0, eval)(axe);
      return window.axe.run({ runOnly: { type: "tag", values } });
    },
    [AXE, RULES],
  );
  return violations.map(({ id, nodes }) => `${what}: ${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

test("light and dark: chosen by keyboard, kept, and there before anything is shown", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await open("", { colorScheme });
    const own = colorScheme === "dark" ? DARK : LIGHT;
    const select = page.getByLabel("Colours");
    assert.equal(await select.inputValue(), "auto");
    assert.equal(await paper(page), own);
    for (const [choice, colour] of [["light", LIGHT], ["dark", DARK]]) {
      await select.focus();
      await page.keyboard.press("ArrowDown");
      assert.equal(await select.inputValue(), choice);
      assert.equal(await paper(page), colour);
      const shown = await page.$$eval("meta[name=theme-color]", (all) => all.filter(({ media }) => matchMedia(media).matches).map(({ content }) => content));
      assert.deepEqual(shown, [choice === "dark" ? "#131719" : "#ffffff"]);
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), choice);
      await page.goto(site.url + DROP);
      assert.equal(await page.evaluate(() => window.firstFrame), choice);
      assert.equal(await select.inputValue(), choice);
    }
    const other = await page.context().newPage();
    await other.goto(site.url);
    await other.getByLabel("Colours").selectOption("auto");
    await page.waitForFunction(() => !document.documentElement.dataset.theme);
    assert.equal(await paper(page), own);
    await page.done();
  }
});

test("code is copied", async () => {
  const page = await open(GUIDE, { permissions: ["clipboard-read", "clipboard-write"] });
  const copy = page.getByRole("button", { name: "Copy public.sh" });
  await copy.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText("Copied").waitFor({ state: "attached" });
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(text.trim(), 'curl -s "https://api.kestrelmere.example/v1/ticker?pair=ETH-USDT"');
  assert.equal(await page.locator(".code").count(), await page.locator(".copy").count());
  await page.done();
});

test("the table of contents tells what is being read", async () => {
  const page = await open(GUIDE);
  const current = () => page.locator(".toc [aria-current]").allTextContents();
  assert.deepEqual(await current(), []);
  await page.getByRole("navigation", { name: "Contents" }).getByRole("link", { name: "The technology" }).click();
  await page.locator(".toc [aria-current=location]", { hasText: "The technology" }).waitFor();
  await page.evaluate(() => document.querySelector("#five-types").scrollIntoView());
  await page.locator(".toc [aria-current=location]", { hasText: "Five types" }).waitFor();
  assert.equal((await current()).length, 1);
  assert.ok(await page.locator(".toc a").first().isVisible(), "it follows");
  await page.done();
});

test("on a narrow screen contents are folded, and notices come first", async () => {
  const page = await open(DROP, { viewport: { width: 360, height: 780 } });
  const top = async (selector) => (await page.locator(selector).first().boundingBox()).y;
  assert.ok((await top(".disclaimer")) < (await top(".toc")));
  assert.equal(await page.locator(".toc a").first().isVisible(), false);
  await page.locator(".toc summary").focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".toc a").first().isVisible(), true);
  await page.done();
});

test("a section shows what stands as asked for, from all its pages", async () => {
  const page = await open("airdrops/");
  // Of several answers the first comes last.
  let wait = 900;
  await page.route("**/page/**", async (route) => {
    await new Promise((done) => setTimeout(done, (wait -= 300)));
    await route.continue();
  });
  const titles = () => page.locator("main .cards > .card:visible .card-title").allTextContents();
  assert.equal((await titles()).length, 2);
  await page.getByRole("radio", { name: "All" }).focus();
  for (let at = 0; at < 3; at++) await page.keyboard.press("ArrowRight");
  await page.getByRole("status").getByText("1 article").waitFor({ state: "attached" });
  await page.waitForTimeout(700);
  assert.deepEqual(await titles(), ["The Aleo airdrop of 2024: a guide to the third testnet"]);
  assert.equal(await page.locator(".facts-table tbody tr:visible").count(), 1);
  assert.equal(await page.locator(".pagination").isVisible(), false);
  await page.getByRole("radio", { name: "All" }).check();
  assert.equal((await titles()).length, 2);
  assert.equal(await page.locator(".pagination").isVisible(), true);
  await page.done();
});

test("without scripts everything is there, and nothing that would do nothing", async () => {
  const page = await open("airdrops/", { javaScriptEnabled: false });
  for (const selector of [".switch", ".filter", ".copy"]) assert.equal(await page.locator(selector).locator("visible=true").count(), 0, selector);
  assert.equal(await page.locator(".facts-table tbody tr:visible").count(), 2);
  await page.goto(site.url + GUIDE);
  assert.equal(await page.locator(".toc a").first().isVisible(), true);
  assert.equal(await page.locator(".faq-answer").first().isVisible(), false);
  await page.locator(".faq-item summary").first().click();
  assert.equal(await page.locator(".faq-answer").first().isVisible(), true);
  await page.setViewportSize({ width: 360, height: 780 });
  await page.locator(".toc summary").click();
  assert.equal(await page.locator(".toc a").first().isVisible(), true);
  await page.done();
});

test("on paper nothing is folded, and links tell where they lead", async () => {
  const page = await open(GUIDE);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  assert.equal(await paper(page), LIGHT);
  assert.equal(await page.locator(".faq-answer").first().isVisible(), true);
  for (const selector of [".toc", ".tools", ".menu", ".copy", ".cta", ".breadcrumbs"]) {
    assert.equal(await page.locator(selector).first().isVisible(), false, selector);
  }
  assert.equal(await page.locator(".disclaimer").last().isVisible(), true);
  const address = await page.$eval('.content a[href^="/security/"]', (link) => getComputedStyle(link, "::after").content);
  assert.match(address, /\/security\/api-key-rotation\//);
  await page.done();
});

test("axe finds nothing in what is opened and chosen", async () => {
  const found = [];
  for (const width of [320, 1280]) {
    for (const [colorScheme, choice] of [["light", "dark"], ["dark", "light"]]) {
      const page = await open(GUIDE, { viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      const here = (what) => `${what}, ${choice}, ${width} px`;
      await page.getByLabel("Colours").selectOption(choice);
      for (const summary of await page.locator("main summary:visible").all()) await summary.click();
      await page.locator(".copy").first().click();
      found.push(...(await audit(page, here("article"))));
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
      found.push(...(await audit(page, here("article, further down"))));
      await page.keyboard.press("/");
      await page.locator("dialog input[type=search]").fill("wallet");
      await page.locator("dialog .search-hit").first().waitFor();
      await page.locator("dialog summary").click();
      found.push(...(await audit(page, here("search"))));
      await page.goto(`${site.url}airdrops/`);
      await page.getByRole("radio", { name: "Open" }).check();
      found.push(...(await audit(page, here("section"))));
      await page.context().close();
    }
  }
  assert.deepEqual(found, []);
});

test("the keyboard reaches everything, and what has the focus is in sight", async () => {
  for (const [path, width] of [[DROP, 1280], [GUIDE, 320], ["airdrops/", 1280], ["", 320], ["search/?q=wallet", 320]]) {
    const page = await open(path, { viewport: { width, height: 600 } });
    await page.evaluate(() => document.activeElement.blur());
    const hidden = [];
    let last, count = 0;
    for (; count < 300; count++) {
      await page.keyboard.press("Tab");
      const state = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        const drawn = element.matches(".filter input") ? element.nextElementSibling : element;
        const { left, top, width, height } = drawn.getClientRects()[0] ?? {};
        const at = document.elementFromPoint(Math.max(left, 0) + Math.min(width, innerWidth) / 2, Math.max(top, 0) + Math.min(height, 40) / 2);
        const isSeen = !!at && (element.contains(at) || at.contains(element) || at.parentElement === element.parentElement);
        const style = getComputedStyle(drawn);
        return { name: element.outerHTML.slice(0, 120), isSeen, isMarked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 };
      });
      if (!state) break;
      if (!state.isSeen || !state.isMarked) hidden.push(state);
      last = state.name;
    }
    assert.deepEqual(hidden, [], `/${path} at ${width} px`);
    assert.ok(count > 10 && count < 300, `/${path}: ${count} stops`);
    assert.match(last, /corrections/, `/${path} ends at the foot`);
    await page.done();
  }
});

test("less motion, and colours of the reader's own", async () => {
  const page = await open("airdrops/", { forcedColors: "active" });
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), "auto");
  const ground = (name) => page.getByRole("radio", { name }).evaluate((input) => getComputedStyle(input.nextElementSibling).backgroundColor);
  assert.notEqual(await ground("All"), await ground("Open"));
  await page.emulateMedia({ reducedMotion: "no-preference" });
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), "smooth");
  await page.done();
});
