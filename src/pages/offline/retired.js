// Takes the place of a service worker that is no longer wanted: everything that was kept goes, and so does
// this.
const PREFIX = `tearsheet ${registration.scope} `;
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(end()));

async function end() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(names.map((name) => caches.delete(name)));
  await registration.unregister();
}
