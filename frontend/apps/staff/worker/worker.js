// Lets the page for phones start without a network. It keeps the files of one release and nothing else: no
// answer of the API ever passes through here. A page is always asked of the server first, so that a new
// release is seen at once; the kept one is shown only where no answer comes. tools/worker.mjs fills in the
// three lines below after each build, so that each release is a worker of its own.
const RELEASE = "__RELEASE__";
const ENTRY = "__ENTRY__";
const FILES = new Set(["__FILES__"]);

const PREFIX = "shouwen.";
const CACHE = `${PREFIX}${RELEASE}`;
const PAGE = "/";
// In a cellar a request may hang rather than fail.
const PATIENCE_MS = 6000;

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...FILES]);
  const page = await fetch(PAGE, { cache: "no-store" });
  const text = await page.clone().text();
  // Between this worker and the page a release may have changed: then the next worker keeps both.
  if (!page.ok || !text.includes(ENTRY)) throw new Error("this is another release");
  await cache.put(PAGE, page);
}

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

const kept = (what) => caches.open(CACHE).then((cache) => cache.match(what));

async function pageFor(request) {
  const answer = fetch(request);
  const page = await kept(PAGE);
  if (!page) return answer;
  const patience = new Promise((resolve) => setTimeout(() => resolve(page), PATIENCE_MS));
  return Promise.race([answer.catch(() => page), patience]);
}

async function fileFor(request) {
  return (await kept(new URL(request.url).pathname)) ?? fetch(request);
}

self.addEventListener("install", (event) => {
  // Nobody waits for the old one: its files bear other names, and pages come from the server.
  self.skipWaiting();
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (!pathname.startsWith("/api/")) event.respondWith(pageFor(request));
  } else if (FILES.has(pathname)) {
    event.respondWith(fileFor(request));
  }
});
