// A site in a folder of its own, the preview of it, and a browser that looks at it.
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chromium } from "playwright-core";

const BIN = process.env.TEARSHEET_BIN;
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

export const launch = () => chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });

export const article = (title, body, more = "") => `---\ntitle: ${title}\ndate: 2026-01-02\n${more}---\n\n${body}\n`;

const paragraphs = Array.from({ length: 60 }, (_, at) => `Paragraph ${at} of a long article.`).join("\n\n");

export const LONG = article("Wallets", `The first words.\n\n<details><summary>More</summary>\n\nHidden words.\n\n</details>\n\n${paragraphs}\n\nThe last words.`);

export const SITE = {
  "site.toml": 'title = "Notes"\nbase_url = "https://notes.example/research/"\n',
  "content/security/wallets.md": LONG,
  "content/security/keys.md": article("Keys", "About keys.", "description: What keys are for.\n"),
  "content/draft.md": article("Unfinished", "Not yet.", "draft: true\n"),
};

export class Site {
  static async of(files, options = []) {
    if (!BIN) throw new Error("TEARSHEET_BIN must name the program");
    const site = new Site();
    site.folder = await mkdtemp(join(tmpdir(), "tearsheet-browser-"));
    for (const [path, text] of Object.entries(files)) await site.write(path, text);
    await site.serve(options);
    return site;
  }

  async serve(options = []) {
    this.child = spawn(BIN, ["serve", "--config", join(this.folder, "site.toml"), "--now", "2026-11-21", ...options]);
    this.said = "";
    this.child.stderr.on("data", (data) => (this.said += data));
    this.url = await new Promise((resolve, reject) => {
      this.child.stdout.on("data", (data) => {
        const url = /http:\/\/\S+/.exec(data)?.[0];
        if (url) resolve(url);
      });
      this.child.on("exit", (code) => reject(new Error(`it ended with ${code}: ${this.said}`)));
    });
  }

  stop() {
    return new Promise((resolve) => {
      this.child.removeAllListeners("exit");
      this.child.on("exit", resolve);
      this.child.kill("SIGTERM");
    });
  }

  async end() {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async write(path, text) {
    const whole = join(this.folder, path);
    await mkdir(dirname(whole), { recursive: true });
    await writeFile(whole, text);
  }

  read(path) {
    return readFile(join(this.folder, path), "utf8");
  }

  async edit(path, from, to) {
    await this.write(path, (await this.read(path)).replace(from, to));
  }

  remove(path) {
    return rm(join(this.folder, path), { recursive: true });
  }

  rename(from, to) {
    return rename(join(this.folder, from), join(this.folder, to));
  }

  copy(from, path) {
    return cp(from, join(this.folder, path));
  }
}
