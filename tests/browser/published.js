// The sample site as it is published, and a server that serves it as a host does: with the headers that
// `_headers` asks for, compressed, 404.html for what is not there.
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompressSync, gzipSync } from "node:zlib";

export const run = promisify(execFile);

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".xml": "application/xml",
};

export class Published {
  // The project's sample site, built for the address that it will be served at. `change` may edit its
  // folder before.
  static async sample(change = async () => {}) {
    const site = new Published();
    site.folder = await mkdtemp(join(tmpdir(), "tearsheet-published-"));
    for (const part of ["content", "static", "templates", "site.toml"]) {
      await cp(join(PROJECT, part), join(site.folder, part), { recursive: true });
    }
    await change(site.folder);
    await site.listen();
    try {
      await site.build();
    } catch (error) {
      await site.end();
      throw error;
    }
    return site;
  }

  get output() {
    return join(this.folder, "public");
  }

  async build() {
    const config = join(this.folder, "site.toml");
    const address = ["--base-url", this.url, "--now", "2026-11-21"];
    await run(process.env.TEARSHEET_BIN, ["build", "--quiet", "--config", config, ...address]);
    this.rules = rules(await readFile(join(this.output, "_headers"), "utf8").catch(() => ""));
  }

  // Nobody answers any more.
  down() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }

  // Somebody does again, where he did.
  up() {
    return this.listen(Number(new URL(this.url).port));
  }

  listen(port = 0) {
    this.server = createServer((request, response) => this.answer(request, response));
    return new Promise((resolve) => {
      this.server.listen(port, "127.0.0.1", () => {
        this.url = `http://127.0.0.1:${this.server.address().port}/`;
        resolve();
      });
    });
  }

  async answer(request, response) {
    const path = decodeURIComponent(new URL(request.url, this.url).pathname);
    const file = path.endsWith("/") ? `${path}index.html` : path;
    const there = await readFile(join(this.output, file)).catch(() => null);
    const bytes = there ?? (await readFile(join(this.output, "404.html")));
    const type = TYPES[there ? extname(file) : ".html"] ?? "application/octet-stream";
    response.statusCode = there ? 200 : 404;
    response.setHeader("Content-Type", type);
    for (const [name, value] of headers(this.rules, path)) response.setHeader(name, value);
    const packed = /^(text|application\/(json|xml|manifest))|svg/.test(type) && pack(request.headers["accept-encoding"] ?? "", bytes);
    if (packed) response.setHeader("Content-Encoding", packed[0]);
    response.setHeader("Vary", "Accept-Encoding");
    response.end(packed ? packed[1] : bytes);
  }

  async end() {
    if (this.server.listening) await this.down();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function pack(accepted, bytes) {
  if (/\bbr\b/.test(accepted)) return ["br", brotliCompressSync(bytes)];
  if (/\bgzip\b/.test(accepted)) return ["gzip", gzipSync(bytes)];
}

// `_headers`: a pattern, and below it, indented, the headers of what fits; all patterns that fit count.
export function rules(text) {
  const rules = [];
  for (const line of text.split("\n").filter((line) => line.trim())) {
    if (/^\s/.test(line)) {
      const [, name, value] = /^\s+([^:]+):\s*(.*)$/.exec(line);
      rules.at(-1).headers.push([name, value]);
    } else {
      const pattern = line.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
      rules.push({ pattern: new RegExp(`^${pattern.join(".*")}$`), headers: [] });
    }
  }
  return rules;
}

export const headers = (rules, path) => rules.filter(({ pattern }) => pattern.test(path)).flatMap(({ headers }) => headers);
