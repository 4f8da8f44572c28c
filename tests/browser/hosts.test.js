// The sample site behind nginx and Caddy with the files that the program writes for them: what they answer,
// how long it may be kept, and how it is packed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Published } from "./published.js";

const FOR_GOOD = "public, max-age=31536000, immutable";

let site, files;
before(async () => {
  site = await Published.sample(async (folder) => {
    const config = join(folder, "site.toml");
    const text = await readFile(config, "utf8");
    const hosts = text.replace(/^hosts = .*$/m, 'hosts = ["netlify", "nginx", "caddy"]');
    await writeFile(config, hosts.replace("[build]\n", '[build]\nprecompress = ["gzip", "brotli"]\n'));
    await writeFile(join(folder, "content/security/moved.md"), "---\ntitle: Moved\ndate: 2026-01-02\naliases: [\"/old name (1).html\"]\n---\n\nText.\n");
  });
  files = await readdir(site.output, { recursive: true });
});
after(() => site?.end());

const free = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const nginx = (port, folder) => {
  const config = `${process.getuid() === 0 ? "user root; " : ""}daemon off; error_log stderr; pid ${folder}/nginx.pid;
events {}
http {
  include /etc/nginx/mime.types; access_log off;
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`).join(" ")}
  server { listen 127.0.0.1:${port}; root ${site.output}; include ${site.output}/nginx.conf; }
}`;
  return ["nginx", ["-c", join(folder, "nginx.test"), "-p", folder], config];
};

const caddy = (port, folder) => {
  const config = `{\n\tadmin off\n\tauto_https off\n}\nhttp://127.0.0.1:${port} {\n\troot * ${site.output}\n\timport ${site.output}/Caddyfile.site\n}\n`;
  return ["caddy", ["run", "--adapter", "caddyfile", "--config", join(folder, "caddy.test")], config];
};

const ask = (port, path, headers = {}) =>
  new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, headers }, (answer) => {
      const bytes = [];
      answer.on("data", (chunk) => bytes.push(chunk));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(bytes) }));
    });
    asked.on("error", reject).end();
  });

async function served(server, checks) {
  const port = await free();
  const folder = join(site.folder, "server");
  await mkdir(folder, { recursive: true });
  const [program, args, config] = server(port, folder);
  await writeFile(join(folder, `${program}.test`), config);
  const child = spawn(program, args, { env: { ...process.env, HOME: folder, PATH: `${process.env.PATH}:/usr/sbin` } });
  let said = "";
  child.stderr.on("data", (data) => (said += data));
  const ended = new Promise((resolve) => child.on("exit", resolve));
  try {
    for (let tries = 0; ; tries++) {
      const up = await ask(port, "/").catch(() => null);
      if (up) break;
      assert.ok(tries < 100 && child.exitCode === null, `${program} does not answer: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await checks((path, headers) => ask(port, path, headers));
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

const find = (pattern) => `/${files.find((file) => pattern.test(file))}`;

for (const [name, server] of Object.entries({ nginx, caddy })) {
  test(name, () =>
    served(server, async (get) => {
      const kept = async (path, value) => {
        const answer = await get(path);
        assert.deepEqual([answer.status, answer.headers["cache-control"]], [200, value], path);
        assert.match(answer.headers["content-security-policy"], /^default-src 'none'/);
        return answer;
      };
      for (const path of ["/", "/airdrops/", "/atom.xml", "/css/main.css", "/robots.txt", "/search/index.json"]) {
        if (files.includes(path.slice(1)) || path.endsWith("/")) await kept(path, "no-cache");
      }
      for (const pattern of [/^css\/main\.[0-9a-f]{8}\.css$/, /card\.[0-9a-f]{8}-1200w\.png$/]) {
        await kept(find(pattern), FOR_GOOD);
      }
      const packed = await get("/airdrops/", { "Accept-Encoding": "gzip, br" });
      const coding = name === "caddy" ? "br" : "gzip";
      assert.equal(packed.headers["content-encoding"], coding);
      assert.equal(packed.headers.vary, "Accept-Encoding");
      assert.match(packed.headers["content-type"], /^text\/html/);
      assert.deepEqual(packed.bytes, await readFile(join(site.output, `airdrops/index.html.${coding === "br" ? "br" : "gz"}`)));
      const missing = await get("/css/main.00000000.css");
      assert.equal(missing.status, 404);
      assert.match(String(missing.bytes), /<html/);
      assert.notEqual(missing.headers["cache-control"], FOR_GOOD);
      const moved = await get("/old%20name%20(1).html");
      assert.deepEqual([moved.status, new URL(moved.headers.location, site.url).pathname], [301, "/security/moved/"]);
      for (const own of ["/nginx.conf", "/Caddyfile.site"]) {
        if (own.toLowerCase().includes(name)) assert.equal((await get(own)).status, 404, own);
      }
    }),
  );
}
