// The service worker: what was read can be read again without a network. Always the network first; what is kept is
// shown only when there is none. No story outlives its withdrawal: after each page that the network gave, the site is
// asked which of the kept stories are public no more or have changed, and every kept page with one of them (or of a
// house whose names or licences were others) is dropped and fetched anew. /sw.js gives HOUSE. Kept are readers' pages alone: never the desk, a preview, or what says no-store.
const { version, offline, shell, statics, media, kept, pause } = self.HOUSE;
const SHELL = `shell-${version}`;
const ROOM = { stories: 30, rivers: 8, pictures: 120 }; // how many of each
const ASKED = 250; // stories at once, which newsroom/app.py knows too
const LANGUAGES = Object.keys(offline).join("|");
const OURS = new RegExp(`^/(${LANGUAGES})/(?!preview/)`);
const RIVER = new RegExp(`^/(?:${LANGUAGES})/(?:(?:hashtag|section|source|archive|my)/|$)`);
const STORY = new RegExp(`^/(?:${LANGUAGES})/article/`);

const shelfOf = ({ pathname }) => (STORY.test(pathname) ? "stories" : RIVER.test(pathname) ? "rivers" : undefined);
const match = async (shelf, url) => (await caches.open(shelf)).match(url, { ignoreVary: true });

async function put(shelf, url, response) {
  const cache = await caches.open(shelf);
  await cache.delete(url, { ignoreVary: true }); // so that it stands last: the first ones go
  await cache.put(url, response);
  const all = await cache.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - ROOM[shelf])).map((each) => cache.delete(each)));
}

// Pages.

const mayBeKept = (response) =>
  response.status === 200 &&
  response.headers.get("Content-Type")?.startsWith("text/html") &&
  !response.headers.get("Cache-Control")?.includes("no-store");

async function keep(url, response) {
  const shelf = shelfOf(new URL(url));
  if (!shelf || !mayBeKept(response)) return;
  const text = await response.text();
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  headers.set("X-Stories", [...text.matchAll(/ data-story="(\d+\.\d+)"/g)].map(([, story]) => story).join("~"));
  headers.set("X-House", text.match(/ data-house="([^"]*)"/)?.[1] ?? "");
  headers.set("X-Title", encodeURIComponent(text.match(/<title>([^<]*)/)?.[1] ?? ""));
  await put(shelf, url, new Response(text, { headers }));
}

async function drop(url) {
  const shelf = shelfOf(new URL(url));
  if (shelf) await (await caches.open(shelf)).delete(url, { ignoreVary: true });
}

async function arrived(url, response) {
  if (response.status === 404 || response.status === 410) await drop(url);
  else await keep(url, response);
  await tidy();
}

async function page(event, url) {
  const address = url.href.split("#", 1)[0];
  try {
    const response = await fetch(event.request);
    event.waitUntil(arrived(address, response.clone()));
    return response;
  } catch {
    const shelf = shelfOf(url);
    const [, language = Object.keys(offline)[0]] = url.pathname.match(OURS) ?? [];
    return (shelf && (await match(shelf, address))) ?? (await match(SHELL, offline[language])) ?? Response.error();
  }
}

// What is kept and true no more goes. One question at a time, none sooner than a while after the one before.

async function keptPages() {
  const found = [];
  for (const shelf of ["stories", "rivers"]) {
    const cache = await caches.open(shelf);
    for (const request of await cache.keys()) {
      const response = await cache.match(request, { ignoreVary: true });
      const said = (name) => response?.headers.get(name) ?? "";
      found.push({ url: request.url, house: said("X-House"), stories: said("X-Stories").split("~").filter(Boolean) });
    }
  }
  return found;
}

async function dropStale() {
  const pages = await keptPages();
  const stories = [...new Set(pages.flatMap((each) => each.stories))];
  if (!pages.length) return;
  const answers = [];
  for (let from = 0; from === 0 || from < stories.length; from += ASKED) {
    const response = await fetch(`${kept}?stories=${stories.slice(from, from + ASKED).join("~")}`);
    if (!response.ok) return;
    answers.push(await response.json());
  }
  const gone = new Set(answers.flatMap((answer) => answer.stale));
  const stale = (each) => each.house !== answers[0].house || each.stories.some((story) => gone.has(story));
  const wrong = pages.filter(stale).map((each) => each.url);
  if (!wrong.length) return;
  await Promise.all([caches.delete("pictures"), ...wrong.map(drop)]);
  for (const url of wrong) {
    const again = await fetch(url).catch(() => undefined);
    if (again && !again.redirected) await keep(url, again);
  }
}

let last = 0;
let running = Promise.resolve();
let waiting;

const itsTime = () => new Promise((done) => setTimeout(done, Math.max(0, last + pause - Date.now())));

function tidy() {
  waiting ??= running.then(itsTime).then(async () => {
    last = Date.now();
    waiting = undefined; // a page that arrives from here on may hold what this question does not ask for
    await dropStale().catch(() => undefined); // the network went away: what is kept is kept
  });
  return (running = waiting);
}

// Files.

async function file(event, shelf) {
  try {
    const response = await fetch(event.request);
    if (shelf === "pictures" && response.status === 200) event.waitUntil(put(shelf, event.request.url, response.clone()));
    if (shelf === "pictures" && [404, 410].includes(response.status)) {
      event.waitUntil(caches.open(shelf).then((cache) => cache.delete(event.request.url)));
    }
    return response;
  } catch {
    return (await match(shelf, event.request.url)) ?? Response.error();
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname === "/" || OURS.test(url.pathname)) event.respondWith(page(event, url));
  } else if (url.pathname.startsWith(statics)) event.respondWith(file(event, SHELL));
  else if (url.pathname.startsWith(media)) event.respondWith(file(event, "pictures"));
});

async function install() {
  await (await caches.open(SHELL)).addAll(shell);
  await skipWaiting();
}

// The page that brought the worker is kept, too: it was loaded before there was one.
async function activate() {
  const names = [SHELL, ...Object.keys(ROOM)];
  await Promise.all((await caches.keys()).filter((name) => !names.includes(name)).map((name) => caches.delete(name)));
  await clients.claim();
  for (const { url } of await clients.matchAll({ type: "window" })) {
    const address = url.split("#", 1)[0];
    if (shelfOf(new URL(address))) await fetch(address).then((response) => keep(address, response), () => undefined);
  }
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
