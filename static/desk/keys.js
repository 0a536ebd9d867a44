/* “?” lists the keys, “/” leads to the search of a list (elsewhere to that of the stories), “n” to the first story that
   waits. The box in the list, or in the footer of the site, switches the keys of one sign off. */

const help = document.querySelector("dialog[data-keys-help]");
const opener = document.querySelector("[data-keys-open]");
const box = document.querySelector("[data-keys-switch]");
const search = document.querySelector("#searchbar");
const desk = document.querySelector(".desk .waiting");
const NEXT = "#next";
const actions = {
  "?": () => help?.showModal(),
  "/": () => search ? search.select() : go(opener?.dataset.stories && `${opener.dataset.stories}#searchbar`),
  n: () => desk ? goToFirst() : go(opener && `${opener.dataset.desk}${NEXT}`),
};

function go(address) {
  if (address) location.assign(address);
}

function goToFirst() {
  go(desk.querySelector("li a")?.href);
}

function isOff() {
  try {
    return localStorage.getItem("keys") === "off";
  } catch {
    return box?.checked === false;
  }
}

function switchKeys() {
  try {
    localStorage.setItem("keys", box.checked ? "on" : "off");
  } catch {
    // Storage is switched off: the choice holds for this page.
  }
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !Object.hasOwn(actions, event.key)) return;
  if (event.target.closest("input, select, textarea, [contenteditable], dialog") || isOff()) return;
  event.preventDefault();
  actions[event.key]();
});

if (opener) {
  box.checked = !isOff();
  box.addEventListener("change", switchKeys);
  opener.addEventListener("click", () => help.showModal());
  help.querySelector("[data-keys-close]").addEventListener("click", () => help.close());
  opener.hidden = false;
}
if (search && location.hash === "#searchbar") search.focus();
if (desk && location.hash === NEXT) {
  history.replaceState(null, "", location.pathname);
  goToFirst();
}
