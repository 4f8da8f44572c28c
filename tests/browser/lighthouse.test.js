// Lighthouse, as on a phone: 100 for accessibility, best practices and being found. Performance is a
// timing, and on a busy machine no two are alike: here stands what it follows from. benches/lighthouse.mjs
// measures it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { faults, loaded, reports, score } from "./lighthouse.js";
import { Published } from "./published.js";

const PAGES = ["", "airdrops/", "security/crypto-security-basics/"];

let site, all;
before(async () => {
  site = await Published.sample();
  all = await reports(PAGES.map((path) => site.url + path));
});
after(() => site?.end());

for (const [at, path] of PAGES.entries()) {
  test(`/${path}`, () => {
    const report = all[at];
    assert.equal(report.runtimeError, undefined);
    for (const category of ["accessibility", "best-practices", "seo"]) {
      assert.deepEqual(faults(report, category), [], category);
      assert.equal(score(report, category), 100, category);
    }
    const { requests, bytes, urls } = loaded(report);
    assert.ok(requests <= 12, `${requests} requests: ${urls.join(" ")}`);
    assert.ok(bytes <= 120_000, `${bytes} bytes`);
    const scripts = urls.filter((url) => url.endsWith(".js"));
    assert.ok(scripts.length <= 2, `scripts: ${scripts.join(" ")}`);
    assert.equal(report.audits["cumulative-layout-shift"].numericValue, 0);
    assert.equal(report.audits["errors-in-console"].score, 1);
  });
}
