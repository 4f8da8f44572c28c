// Reading without a network: what was read before can be read again, what was not is said to be out of
// reach, a new build takes the place of the old, and all of it can be undone.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./preview.js";
import { Published } from "./published.js";

const ENABLED = '\n[offline]\nenabled = true\nshort_name = "Mere"\npages = 5\n';

let site, browser, context;
const edit = async (path, change) => {
  const file = join(site.folder, path);
  await writeFile(file, change(await readFile(file, "utf8")));
};
before(async () => {
  site = await Published.sample(async (folder) => {
    const config = join(folder, "site.toml");
    await writeFile(config, (await readFile(config, "utf8")) + ENABLED);
  });
  browser = await launch();
  context = await browser.newContext();
});
after(async () => {
  await browser?.close();
  await site?.end();
});

const kept = (page) =>
  page.evaluate(async () => {
    const named = await Promise.all((await caches.keys()).map(async (name) => [name.split(" ").slice(2).join(" "), (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)]));
    return Object.fromEntries(named);
  });

test("the manifest", async () => {
  const manifest = await (await fetch(`${site.url}manifest.webmanifest`)).json();
  assert.deepEqual([manifest.short_name, manifest.lang, manifest.start_url, manifest.icons[0].sizes], ["Mere", "en", "/", "any"]);
});

test("pages that were read are read again, others are said to be out of reach", async () => {
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(`${site.url}airdrops/`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.goto(`${site.url}security/crypto-security-basics/?from=test`);
  assert.deepEqual(errors, []);
  await site.down();
  for (const [path, heading] of [["airdrops/", "Airdrops"], ["security/crypto-security-basics/#x", null], ["tags/", "You are offline"]]) {
    await page.goto(site.url + path);
    const shown = await page.locator("h1").first().innerText();
    if (heading) assert.equal(shown, heading);
    else assert.notEqual(shown, "You are offline");
    const font = await page.evaluate(() => getComputedStyle(document.body).getPropertyValue("--accent"));
    assert.notEqual(font, "", `${path} has its style sheet`);
  }
  await site.up();
  await page.goto(`${site.url}tags/`);
  assert.notEqual(await page.locator("h1").first().innerText(), "You are offline");
  await page.close();
});

test("so many pages and no more", async () => {
  const page = await context.newPage();
  for (const path of ["", "tags/", "authors/", "series/the-mere-launch/", "corrections/", "announcements/", "airdrops/"]) await page.goto(site.url + path);
  const { pages } = await kept(page);
  assert.equal(pages.length, 5);
  assert.equal(pages.at(-1), "/airdrops/");
  await page.close();
});

test("a new build is shown at once, and its shell takes over when nobody reads the old one", async () => {
  let page = await context.newPage();
  await page.goto(`${site.url}airdrops/`);
  const shells = (all) => Object.keys(all).filter((name) => name.startsWith("shell"));
  const [old] = shells(await kept(page));
  await edit("content/airdrops/_index.md", (text) => text.replace(/^title:.*$/m, "title: Droplets"));
  await edit("static/css/main.css", (text) => `${text}\nh1 { letter-spacing: 3px; }\n`);
  await site.build();
  await page.reload();
  assert.equal(await page.locator("h1").first().innerText(), "Droplets");
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration()).waiting);
  await page.close();
  page = await context.newPage();
  await page.goto(`${site.url}airdrops/`);
  await page.waitForFunction(async () => !(await navigator.serviceWorker.getRegistration()).waiting);
  await page.waitForFunction(async (old) => !(await caches.keys()).some((name) => name.endsWith(old)), old);
  assert.equal(shells(await kept(page)).length, 1);
  await site.down();
  await page.goto(`${site.url}airdrops/`);
  assert.equal(await page.locator("h1").first().innerText(), "Droplets");
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("h1")).letterSpacing), "3px");
  await site.up();
  await page.close();
});

test("all of it can be undone", async () => {
  await edit("site.toml", (text) => text.replace(ENABLED, "\n[offline]\nretire = true\n"));
  await site.build();
  const page = await context.newPage();
  await page.goto(`${site.url}airdrops/`);
  assert.equal(await page.locator("link[rel=manifest]").count(), 0);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await page.waitForFunction(async () => !(await navigator.serviceWorker.getRegistration()) && !(await caches.keys()).length);
  assert.equal((await fetch(`${site.url}manifest.webmanifest`)).status, 404);
  await page.close();
});
