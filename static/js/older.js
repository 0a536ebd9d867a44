// “Older stories” opens in place: the next page's entries join the river and the address moves along. When anything
// goes wrong the link does what links do.
const CONTAINER = "[data-river]";
const MORE = "[data-older]";

async function pageAt(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function grow(link) {
  const page = await pageAt(link.href);
  const entries = [...page.querySelectorAll(`${CONTAINER} > .entry`)];
  document.querySelector(CONTAINER).append(...entries);
  link.closest(MORE).replaceWith(...page.querySelectorAll(MORE));
  history.replaceState(null, "", link.href);
  document.dispatchEvent(new CustomEvent("river:grown"));
  entries[0]?.querySelector("h2 a").focus({ preventScroll: true });
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest(`${MORE} a`);
  if (!link || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const block = link.closest(MORE);
  if (block.ariaBusy === "true") return;
  block.ariaBusy = "true";
  try {
    await grow(link);
  } catch {
    location.assign(link.href);
  }
});
