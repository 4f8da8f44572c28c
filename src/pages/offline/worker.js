// Keeps what a reader has read, for reading without a network: the shell of the site as it is built, pages
// and what they load as they are visited. Pages come from the network whenever there is one.
const PREFIX = `tearsheet ${registration.scope} `;
const SHELL = `${PREFIX}shell ${VERSION}`;
const PAGES = `${PREFIX}pages`;
const FILES = `${PREFIX}files`;
const NAMED_BY_BYTES = /[.][0-9a-f]{8}(-[0-9]+w)?[.][0-9a-z]+$/;
const KINDS = ["style", "script", "font", "image", ""];
const LARGEST = 2000000;

addEventListener("install", (event) => {
  const fresh = (url) => new Request(url, { cache: NAMED_BY_BYTES.test(url) ? "default" : "reload" });
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(URLS.map(fresh))));
});

// A new version waits until no page of the old one is open: no page loses its style sheet under way.
addEventListener("activate", (event) => event.waitUntil(start()));

async function start() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(names.filter((name) => ![SHELL, PAGES, FILES].includes(name)).map((name) => caches.delete(name)));
  await clients.claim();
  // The first page was read before there was anybody to keep it.
  const open = await clients.matchAll({ type: "window" });
  const later = [];
  await Promise.all(open.map(({ url }) => page(new Request(url), (keeping) => later.push(keeping)).catch(() => {})));
  await Promise.all(later);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(registration.scope) || request.headers.has("range")) return;
  const later = (keeping) => event.waitUntil(keeping);
  if (request.mode === "navigate") event.respondWith(page(request, later).catch(() => unreachable(request)));
  else if (KINDS.includes(request.destination)) event.respondWith(file(request, later));
});

// What is kept is kept later: nobody waits for it.
async function page(request, later) {
  const response = await fetch(request);
  const isPage = /^text\/html/.test(response.headers.get("content-type"));
  if (response.ok && response.type === "basic" && isPage) later(keep(PAGES, plain(request.url), response.clone(), MOST));
  return response;
}

async function unreachable(request) {
  const kept = await (await caches.open(PAGES)).match(plain(request.url));
  return kept ?? (await (await caches.open(SHELL)).match(OFFLINE)) ?? Response.error();
}

async function file(request, later) {
  const known = async () => (await (await caches.open(SHELL)).match(request)) ?? (await caches.open(FILES)).match(request);
  if (NAMED_BY_BYTES.test(new URL(request.url).pathname)) {
    const kept = await known();
    if (kept) return kept;
  }
  try {
    const response = await fetch(request);
    const size = Number(response.headers.get("content-length"));
    const isWhole = response.status === 200 && response.type === "basic";
    if (isWhole && size < LARGEST) later(keep(FILES, request, response.clone(), MOST * 4));
    return response;
  } catch (error) {
    const kept = await known();
    if (kept) return kept;
    throw error;
  }
}

// The newest last; the oldest go.
async function keep(name, key, response, most) {
  try {
    await put(name, key, response, most);
  } catch {
    // There is no more room.
  }
}

async function put(name, key, response, most) {
  const cache = await caches.open(name);
  await cache.delete(key);
  await cache.put(key, response);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key)));
}

const plain = (url) => url.replace(/[?#].*$/, "");
