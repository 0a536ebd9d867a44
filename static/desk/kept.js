/* Keeps on this device what is typed into texts until the desk has heard it: a session may end while one writes. Attached to
   [data-keep], whose value names the texts; without it they are as safe as any form. */

const story = document.querySelector("form[data-autosave]")?.dataset ?? {};
const asked = new URL(location);
const isHeard = asked.searchParams.has("sent") || "isSaved" in story || "unsaved" in story;

document.querySelectorAll("[data-keep]").forEach(attach);
if (asked.searchParams.has("sent")) history.replaceState(null, "", asked.pathname + asked.hash);

function attach(box) {
  const form = box.closest("form");
  const key = `typed: ${box.dataset.keep}`;
  // (Looked for anew each time: the steps of a story are drawn again when they change.)
  const texts = () => [...form.querySelectorAll(`[data-keep="${CSS.escape(box.dataset.keep)}"] :is(textarea, input[type=text])`)];
  const keep = (isSent) => store(key, texts().filter((field) => field.value).map((field) => [field.name, field.value]), isSent);
  const kept = read(key);
  if (isHeard && kept?.isSent) keep(false);
  else if (kept) fill(texts(), new Map(kept.texts));
  form.addEventListener("input", ({ target }) => { if (texts().includes(target)) keep(false); });
  form.addEventListener("submit", () => keep(true));
}

function store(key, texts, isSent) {
  try {
    if (texts.length) localStorage.setItem(key, JSON.stringify({ texts, isSent }));
    else localStorage.removeItem(key);
  } catch { /* no room, or not allowed */ }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/* What the page itself says stays. */
function fill(fields, texts) {
  for (const field of fields.filter(({ name, value }) => texts.has(name) && !value)) {
    field.value = texts.get(field.name);
    const sheet = field.closest("details");
    if (sheet) sheet.open = true;
  }
}
