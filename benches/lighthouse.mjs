// What Lighthouse makes of the sample site on a phone, and what its pages weigh: `npm ci` in tests/browser
// first, then `TEARSHEET_BIN=target/release/tearsheet node benches/lighthouse.mjs`. On a quiet machine:
// performance is a timing. Of several runs (RUNS, 3 unless told) the middle one counts.
import { faults, loaded, reports, score } from "../tests/browser/lighthouse.js";
import { Published } from "../tests/browser/published.js";

const PAGES = ["", "airdrops/", "security/crypto-security-basics/"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const RUNS = Number(process.env.RUNS ?? 3);

const site = await Published.sample();
try {
  for (const path of PAGES) {
    const runs = await reports(Array(RUNS).fill(site.url + path));
    runs.sort((a, b) => a.categories.performance.score - b.categories.performance.score);
    const report = runs[Math.floor(RUNS / 2)];
    const { requests, bytes } = loaded(report);
    const scores = CATEGORIES.map((category) => score(report, category)).join("/");
    console.log(`/${path}: ${scores}, ${(bytes / 1000).toFixed(1)} KB in ${requests} requests`);
    for (const category of CATEGORIES) {
      for (const fault of faults(report, category)) console.log(`  ${fault}`);
    }
  }
} finally {
  await site.end();
}
