// What a reader follows is kept in this browser: names such as "tags:Treaty", the newest last. Every [data-follow] is
// the button of one; every [data-my] leads to the river of all, whose address names them.
const KINDS = ["tags", "sections", "sources"];
export const LIMIT = 50; // tags/following.py knows it too
const LONGEST = 6_000; // characters of an address

export function all() {
  try {
    const kept = JSON.parse(localStorage.getItem("follows") ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => KINDS.includes(String(each).split(":", 1)[0])) : [];
  } catch {
    return []; // Storage is switched off, or somebody wrote something else there.
  }
}

export function query(follows = all()) {
  const names = (kind) => follows.filter((each) => each.startsWith(`${kind}:`)).map((each) => each.slice(kind.length + 1));
  const parts = KINDS.map((kind) => [kind, names(kind).map(encodeURIComponent).join(",")]);
  return parts.filter(([, listed]) => listed).map((part) => part.join("=")).join("&");
}

export const fits = (follows) => follows.length <= LIMIT && query(follows).length <= LONGEST;

// Whether they are kept now.
export function keep(follows) {
  const each = [...new Set(follows)];
  if (!fits(each)) return false;
  try {
    localStorage.setItem("follows", JSON.stringify(each));
  } catch {
    return false;
  }
  show();
  return true;
}

function show() {
  const follows = all();
  for (const button of document.querySelectorAll("[data-follow]")) {
    button.ariaPressed = String(follows.includes(button.dataset.follow));
  }
  for (const link of document.querySelectorAll("[data-my]")) link.search = query(follows);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-follow]");
  if (!button) return;
  const { follow, full } = button.dataset;
  const follows = all();
  const others = follows.filter((each) => each !== follow);
  if (keep(others.length < follows.length ? others : [...follows, follow])) return;
  const said = document.createElement("p");
  said.role = "status";
  said.className = "said";
  button.parentElement.querySelector(".said")?.remove();
  button.after(said);
  said.textContent = full;
});
addEventListener("storage", show);
addEventListener("pageshow", show);
show();
