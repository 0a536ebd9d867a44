// On the page that says there is no network: what this browser keeps, the newest first.
const place = document.querySelector("[data-kept]");

async function keptOn(shelf) {
  const cache = await caches.open(shelf);
  const pages = [];
  for (const request of await cache.keys()) {
    const title = (await cache.match(request, { ignoreVary: true }))?.headers.get("X-Title");
    if (title) pages.unshift({ url: request.url, title: decodeURIComponent(title) });
  }
  return pages;
}

if ("caches" in window) {
  const list = document.createElement("ul");
  list.className = "list";
  const found = [...(await keptOn("stories")), ...(await keptOn("rivers"))];
  const plain = new DOMParser();
  const house = ` · ${document.title.split(" · ").at(-1)}`;
  for (const { url, title } of found) {
    const link = document.createElement("a");
    link.href = url;
    const words = plain.parseFromString(title, "text/html").body.textContent;
    link.textContent = words.endsWith(house) ? words.slice(0, -house.length) : words;
    const entry = document.createElement("li");
    entry.append(link);
    list.append(entry);
  }
  if (found.length) place.append(list);
  place.hidden = !found.length;
}

// Not when the reader is on the way already: it would take them back.
let leaving = false;
addEventListener("beforeunload", () => (leaving = true));
addEventListener("online", () => leaving || location.reload());
