// Light, dark or as the system says. A classic script in the head, so that the kept choice stands before the first
// paint and nothing flashes or moves; without it, or without a choice, the system decides.
{
  const root = document.documentElement;
  root.dataset.script = ""; // what only a script can do takes its room from the first paint on
  if (navigator.share) root.dataset.shares = "";
  const states = ["system", "light", "dark"];

  const show = (state) => {
    if (state === "light" || state === "dark") root.dataset.theme = state;
    else delete root.dataset.theme;
  };
  const keep = (state) => {
    try {
      localStorage.setItem("theme", state);
    } catch {
      // Storage is switched off: the choice holds for this page.
    }
  };

  try {
    show(localStorage.getItem("theme"));
  } catch {
    // As above: the system decides.
  }

  addEventListener("storage", (event) => event.key === "theme" && show(event.newValue));
  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-switch]");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const now = states.indexOf(root.dataset.theme ?? "system");
      const next = states[(now + 1) % states.length];
      show(next);
      keep(next);
    });
  });
}
