// Lighthouse in Debian's Chromium, as it sees a site on a phone.
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

// The report (https://github.com/GoogleChrome/lighthouse/blob/main/docs/understanding-results.md) of
// each page.
export async function reports(urls) {
  const port = 9222 + (process.pid % 20000);
  const args = ["--no-sandbox", `--remote-debugging-port=${port}`];
  const browser = await chromium.launch({ executablePath: CHROMIUM, args });
  try {
    const reports = [];
    for (const url of urls) {
      reports.push(await report(url, port));
    }
    return reports;
  } finally {
    await browser.close();
  }
}

// On a busy machine the browser may lose part of its recording (NO_NAVSTART and the like); Lighthouse asks to be
// run again then. What is wrong with a page is never a `runtimeError` that goes away by itself.
async function report(url, port, attempts = 3) {
  const { lhr } = await lighthouse(url, { port, logLevel: "error", output: "json" });
  return lhr.runtimeError && attempts > 1 ? report(url, port, attempts - 1) : lhr;
}

export const score = (report, category) => Math.round(report.categories[category].score * 100);

// What costs a category points.
export function faults(report, category) {
  const counted = report.categories[category].auditRefs.filter(({ weight }) => weight > 0);
  return counted
    .map(({ id }) => report.audits[id])
    .filter(({ score }) => score !== null && score < 1)
    .map(({ id, title, displayValue = "" }) => `${id}: ${title} ${displayValue}`.trim());
}

// What a page loads, as the network saw it.
export function loaded(report) {
  const { items } = report.audits["network-requests"].details;
  const bytes = items.reduce((sum, { transferSize }) => sum + transferSize, 0);
  return { requests: items.length, bytes, urls: items.map(({ url }) => new URL(url).pathname) };
}
