/* “/” leads to the search of a list, from the desk to that of the stories; “n” to the first story that waits. The box in the
   footer of the site, which switches its single keys off, holds here too. */

const search = document.querySelector("#searchbar");
const desk = document.querySelector("[data-stories-list]");
const actions = {
  "/": () => search ? search.select() : go(desk && `${desk.dataset.storiesList}#searchbar`),
  n: () => go(desk?.querySelector(".waiting li a")?.href),
};

function go(address) {
  if (address) location.assign(address);
}

function isOff() {
  try {
    return localStorage.getItem("keys") === "off";
  } catch {
    return false;
  }
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !Object.hasOwn(actions, event.key)) return;
  if (event.target.closest("input, select, textarea, [contenteditable], dialog") || isOff()) return;
  event.preventDefault();
  actions[event.key]();
});

if (search && location.hash === "#searchbar") search.focus();
