// The sample site in the default theme, asked by axe: every kind of page, narrow and wide, light and dark.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { launch, Site } from "./preview.js";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const PAGES = [
  "",
  "page/2/",
  "airdrops/",
  "airdrops/tidewater-testnet/",
  "airdrops/aleo-testnet-guide/",
  "airdrops/what-airdrops-pay/",
  "announcements/launch-week/",
  "api-guides/crypto-apis/",
  "security/crypto-security-basics/",
  "security/hardware-wallets-at-the-desk/",
  "series/the-mere-launch/",
  "authors/",
  "authors/ines-varga/",
  "tags/",
  "tags/airdrops/",
  "corrections/",
  "search/",
  "search/?q=wallet",
  "nowhere/",
];

let site, browser;
before(async () => {
  site = new Site();
  site.folder = join(dirname(fileURLToPath(import.meta.url)), "../..");
  await site.serve(["--no-reload"]);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

for (const width of [320, 768, 1280]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing at ${width} px, ${colorScheme}`, async () => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce" });
      const found = [];
      for (const path of PAGES) {
        await page.goto(site.url + path, { waitUntil: path.includes("?") ? "networkidle" : "load" });
        await page.evaluate(AXE);
        const { violations } = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values } }), RULES);
        for (const { id, nodes } of violations) found.push(`/${path}: ${id}: ${nodes.map((node) => node.html).join(" ")}`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (overflow > 0) found.push(`/${path}: ${overflow} px wider than the window`);
      }
      await page.close();
      assert.deepEqual(found, []);
    });
  }
}
