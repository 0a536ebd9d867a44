// On a river, j goes to the next story and k to the one before. A box in the footer switches the keys off, for those
// whose voice or hand would press them by mistake.
const box = document.querySelector("[data-keys-switch]");
const store = {
  get off() {
    try {
      return localStorage.getItem("keys") === "off";
    } catch {
      return false;
    }
  },
  set off(off) {
    try {
      localStorage.setItem("keys", off ? "off" : "on");
    } catch {
      // Storage is switched off: the choice holds for this page.
    }
  },
};

function step(by) {
  const entries = [...document.querySelectorAll("[data-river] > .entry")];
  const here = entries.findIndex((entry) => entry.contains(document.activeElement));
  const goal = entries[here + by] ?? (here < 0 ? entries[0] : undefined);
  goal?.querySelector("h2 a").focus({ preventScroll: true });
  goal?.scrollIntoView({ block: "start" });
}

if (box) {
  box.checked = !store.off;
  box.closest("[hidden]").hidden = false;
  box.addEventListener("change", () => (store.off = !box.checked));
  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
}
