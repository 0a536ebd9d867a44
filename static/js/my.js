// “My news”: leads to the address that names what is followed, marks what is new since the last visit, takes in OPML.
const place = document.querySelector("[data-my-news]");
const { all, fits, keep, query } = await import(place.dataset.followScript); // (hashed names: the page knows them)

// 1. The page without names asks for those that are kept.
const asked = new URLSearchParams(location.search);
const names = ["tags", "sections", "sources"].some((kind) => asked.has(kind));
if (!names && query()) location.replace(`?${query()}`);

// 2. What is called otherwise by now (a hashtag was merged, a source has another address) is kept under its new name.
const renamed = new Map(
  [...place.querySelectorAll("[data-asked]")].map((each) => [
    each.dataset.asked,
    each.querySelector("[data-follow]").dataset.follow,
  ]),
);
const follows = all();
if (follows.some((each) => renamed.has(each) && renamed.get(each) !== each)) {
  keep(follows.map((each) => renamed.get(each) ?? each));
}

// 3. New is what came since the last visit. A visit lasts until nothing was opened for half an hour.
const PAUSE = 30 * 60_000;

function lastVisit(newest) {
  let visit = { from: newest, to: newest, at: 0 };
  try {
    visit = { ...visit, ...JSON.parse(localStorage.getItem("visit")) };
    if (Date.now() - visit.at > PAUSE) visit.from = visit.to;
    visit = { from: visit.from, to: Math.max(visit.to, newest), at: Date.now() };
    localStorage.setItem("visit", JSON.stringify(visit));
  } catch {
    // Storage is switched off: nothing is known to be new.
  }
  return visit.from;
}

const timeOf = (entry) => Date.parse(entry.querySelector("time").dateTime);
const entries = () => [...document.querySelectorAll("[data-river] > .entry")];
const since = entries().length ? lastVisit(Math.max(...entries().map(timeOf))) : 0;

function mark() {
  const fresh = entries().filter((entry) => timeOf(entry) > since);
  for (const entry of fresh.filter((each) => !each.querySelector(".fresh"))) {
    const word = document.createElement("b");
    word.className = "fresh";
    word.textContent = place.dataset.new;
    entry.querySelector(".meta").prepend(word, " · ");
  }
  const line = document.querySelector("[data-news]");
  line.hidden = !fresh.length;
  const more = fresh.length === entries().length && document.querySelector("[data-older]");
  line.querySelector("b").textContent = fresh.length.toLocaleString(document.documentElement.lang) + (more ? "+" : "");
}

mark();
document.addEventListener("river:grown", mark);

// 4. OPML is read here; what it names of this site is followed, and what it names besides is said.
const said = place.querySelector("[data-said]");
const LARGEST = 1_000_000; // bytes of a file
const ADDRESS = /^\/[a-z-]+\/(hashtag|section|source)\/([^/]+)\/(?:feed\.[a-z]+)?$/;
const KIND = { hashtag: "tags", section: "sections", source: "sources" };

function followOf(outline) {
  const address = outline.getAttribute("xmlUrl") ?? outline.getAttribute("htmlUrl");
  const url = URL.parse(address, location.href);
  const [, kind, name] = (url?.host === location.host && url.pathname.match(ADDRESS)) || [];
  try {
    return kind && `${KIND[kind]}:${decodeURIComponent(name)}`;
  } catch {
    return undefined; // half a character
  }
}

const labelOf = (outline) =>
  ["text", "title", "xmlUrl", "htmlUrl"].map((name) => outline.getAttribute(name)).find(Boolean).slice(0, 80);

function take(text) {
  const opml = new DOMParser().parseFromString(text, "text/xml");
  if (opml.querySelector("parsererror") || opml.documentElement.localName !== "opml") return [said.dataset.unread];
  const outlines = [...opml.querySelectorAll("outline[xmlUrl], outline[htmlUrl]")];
  const found = [...new Set(outlines.map(followOf).filter(Boolean))];
  const foreign = outlines.filter((outline) => !followOf(outline)).map(labelOf);
  let wanted = all();
  const left = [];
  for (const each of found.filter((one) => !wanted.includes(one))) {
    if (fits([...wanted, each])) wanted = [...wanted, each];
    else left.push(each.replace(/^tags:/, "#").replace(/^\w+:/, ""));
  }
  const remarks = found.length ? [] : [said.dataset.none];
  if (foreign.length) remarks.push(`${said.dataset.foreign} ${foreign.slice(0, 20).join(", ")}`);
  if (left.length) remarks.push(`${said.dataset.over} ${left.slice(0, 20).join(", ")}`);
  if (found.length) keep(wanted);
  return remarks;
}

const REMARKS = "remarks"; // of an import, for the page it leads to
try {
  said.textContent = sessionStorage.getItem(REMARKS);
  sessionStorage.removeItem(REMARKS);
} catch {
  // as above
}

place.querySelector("[data-import]").addEventListener("change", async ({ target }) => {
  const [file] = target.files;
  if (!file) return;
  const before = query();
  const remarks = (file.size > LARGEST ? [said.dataset.unread] : take(await file.text())).join("\n");
  target.value = "";
  if (query() === before || query() === "") {
    said.textContent = remarks;
    return;
  }
  try {
    sessionStorage.setItem(REMARKS, remarks);
  } catch {
    // as above
  }
  location.assign(`?${query()}`);
});
