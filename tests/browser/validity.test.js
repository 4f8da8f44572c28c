// What validators say of everything that is published: the Nu HTML checker of pages, style sheets, SVG and
// the HTML in feeds; RELAX NG schemas of feeds and sitemaps; the vocabulary of schema.org, as types, of
// structured data.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { Published, run } from "./published.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const JAR = String(require("vnu-jar"));
const RELAX_NG = "nu.validator.vendor.thaiopensource.relaxng.util.Driver";

// What browsers know and the checker does not: `attr()` with a type, after a value for those that do not.
const NEWER = /“background-color”: Parse Error\. .*var\(--tint\)/;

let site, files, scratch;
before(async () => {
  site = await Published.sample();
  files = (await readdir(site.output, { recursive: true })).sort();
  scratch = await mkdtemp(join(HERE, "node_modules", ".validity-"));
});
after(async () => {
  await site?.end();
  if (scratch) await rm(scratch, { recursive: true, force: true });
});

const read = (file) => readFile(join(site.output, file), "utf8");
const ending = (...endings) => files.filter((file) => endings.some((ending) => file.endsWith(ending)));

// What the checker says, without the folder's name.
async function nu(folder, options = []) {
  const args = ["-Xss4m", "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always", ...options, folder];
  const { stdout } = await run("java", args, { maxBuffer: 1 << 28 });
  return JSON.parse(stdout)
    .messages.map(({ type, url = "", lastLine, message, extract }) => `${url.split(folder)[1]}:${lastLine}: ${type}: ${message} ${extract ?? ""}`)
    .filter((line) => !NEWER.test(line));
}

test("HTML, style sheets and SVG", async () => {
  assert.ok(ending(".html").length > 60 && ending(".svg").length > 5);
  assert.deepEqual(await nu(site.output, ["--also-check-css", "--also-check-svg", "--skip-non-html"]), []);
});

test("HTML in feeds", async () => {
  const folder = join(scratch, "entries");
  await mkdir(folder);
  for (const file of ending("feed.json")) {
    for (const [at, { content_html }] of JSON.parse(await read(file)).items.entries()) {
      const page = `<!doctype html><html lang="en"><head><title>Entry</title></head><body><h1>Entry</h1>${content_html}</body></html>`;
      await writeFile(join(folder, `${file.replaceAll("/", "_")}-${at}.html`), page);
    }
  }
  assert.deepEqual(await nu(folder), []);
});

async function follows(schema, files) {
  assert.notEqual(files.length, 0);
  const paths = files.map((file) => join(site.output, file));
  const said = await run("java", ["-cp", JAR, RELAX_NG, "-c", join(HERE, "schemas", schema), ...paths]).catch((error) => error);
  assert.equal(said.stdout + said.stderr, "");
}

test("Atom", () => follows("atom.rnc", ending("atom.xml")));
test("RSS", () => follows("rss.rnc", ending("rss.xml")));
test("sitemaps", () => follows("sitemap.rnc", ending("sitemap.xml")));

// Pixels are given as numbers, as everybody does and validator.schema.org accepts, where the types know
// lengths only. What has two types is held to the first.
const typed = (key, value) => {
  if (key === "@type" && Array.isArray(value)) return value[0];
  return (key === "width" || key === "height") && typeof value === "number" ? String(value) : value;
};

test("structured data and JSON feeds", async () => {
  const lines = ['import type { Graph } from "schema-dts";', 'import type { Feed } from "../../schemas/feed.d.ts";'];
  for (const file of ending(".html")) {
    for (const [, data] of (await read(file)).matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
      lines.push(`export const _${lines.length}: Graph = ${JSON.stringify(JSON.parse(data), typed)}; // ${file}`);
    }
  }
  assert.ok(lines.length > 60);
  for (const file of ending("feed.json")) lines.push(`export const _${lines.length}: Feed = ${JSON.stringify(JSON.parse(await read(file)))}; // ${file}`);
  await writeFile(join(scratch, "data.ts"), lines.join("\n"));
  const args = ["--noEmit", "--strict", "--skipLibCheck", "--allowImportingTsExtensions", "--module", "esnext", "--moduleResolution", "bundler"];
  const said = await run(process.execPath, [require.resolve("typescript/bin/tsc"), ...args, join(scratch, "data.ts")], { maxBuffer: 1 << 28 }).catch((error) => error);
  const told = said.stdout.replaceAll(/data\.ts\((\d+)/g, (_, line) => `${lines[line - 1].split(" // ")[1]} (${line}`);
  assert.equal(told, "");
});
