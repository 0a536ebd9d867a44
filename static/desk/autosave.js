/* Saves what is typed every few seconds, and keeps on this device what could not be saved. Ctrl+S saves at once, Ctrl+Enter
   takes the next step. Attached to form[data-autosave]. */

const SOON = 2_000; // milliseconds after the last stroke
const LATEST = 6_000; // or after the first that is not saved yet
const AGAIN = 5_000;
const form = document.querySelector("form[data-autosave]");
const { renewToken, send } = await import(form.dataset.send); // (static files have hashed names, which the page knows)
const status = document.querySelector("[data-status]");
const prefix = `${form.dataset.kept}: `; // begins the keys of this story's parcels, each of one opening of the form,
const own = prefix + Date.now().toString(36) + Math.random().toString(36).slice(2); // so that no tab writes over another's
const NOT_WORDS = /^(csrfmiddlewaretoken|base|version|_.*|.*-.*)$/; // what belongs to a step has a hyphen: return-note

let saved = "unsaved" in form.dataset ? "" : asLoaded();
let unsure = null; // what was sent and not answered: it is sent again as it was, before anything newer
let sending = null;
let timer = 0;
let waitingSince = 0;
let stopped = false;

function typed() {
  const words = [...new FormData(form)].filter(([name, value]) => !NOT_WORDS.test(name) && typeof value === "string");
  return JSON.stringify(words.map(([name, value]) => [name, value.replaceAll(/\r?\n/g, "\r\n")]));
}

/* What the page came with: somebody may have typed before this file was here. */
function asLoaded() {
  const fields = [...form.elements].filter((field) => field.name && !NOT_WORDS.test(field.name) && !field.matches("button"));
  const loaded = (field) => field.matches("select") ? [...field.options].find((option) => option.defaultSelected)?.value ?? "" : field.defaultValue;
  return JSON.stringify(fields.map((field) => [field.name, loaded(field).replaceAll(/\r?\n/g, "\r\n")]));
}

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

function keep(key = own) {
  try {
    localStorage.setItem(key, JSON.stringify({ typed: typed(), base: form.elements.base.value, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

const forget = (parcel = own) => localStorage.removeItem(parcel);

function changed() {
  if (typed() === saved) return;
  keep();
  if (stopped) return;
  const now = Date.now();
  waitingSince ||= now;
  later(Math.min(SOON, Math.max(0, waitingSince + LATEST - now)));
}

function later(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(save, milliseconds);
}

function save() {
  sending ??= attempt().finally(() => { sending = null; });
  return sending;
}

async function attempt() {
  clearTimeout(timer);
  const parcel = unsure ?? { typed: typed(), body: new FormData(form) };
  if (parcel.typed === saved && !unsure) return;
  waitingSince = 0;
  say(status.dataset.saving);
  let answer = await send(form.dataset.autosave, parcel.body);
  if (answer?.status === 403 && await renewToken(form)) {
    parcel.body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    answer = await send(form.dataset.autosave, parcel.body);
  }
  unsure = answer === null ? parcel : null;
  await heard(answer, parcel);
}

async function heard(answer, parcel) {
  if (answer === null || answer === "signed out" || answer.status >= 500) {
    const kept = keep();
    say(kept ? status.dataset[answer === "signed out" ? "signedOut" : "offline"] : status.dataset.notKept);
    later(AGAIN);
    return;
  }
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) {
    saved = parcel.typed;
    form.elements.base.value = said.token;
    say(`${status.dataset.saved} ${said.saved}`);
    form.dispatchEvent(new CustomEvent("story:saved", { detail: said }));
    if (typed() === saved) forget();
    else changed();
  } else if (answer.status === 409) {
    stopped = true;
    keep();
    say(`${said.theirs?.author ?? ""} ${status.dataset.conflict}`.trim());
  } else {
    keep();
    say(`${status.dataset.refused} ${(said.reasons ?? []).join(" ")}`);
  }
}

form.addEventListener("input", changed);
form.addEventListener("change", changed);
addEventListener("online", () => later(0));
addEventListener("pagehide", () => { if (typed() !== saved) keep(); });

form.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  if (typed() !== saved) keep();
  sessionStorage.setItem("sent", own);
  if (!sending) return;
  event.preventDefault(); // it would be compared with what is being saved this moment
  sending.then(() => form.requestSubmit(event.submitter));
});

addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "s") {
    event.preventDefault();
    if (stopped) form.querySelector("[data-save]").click();
    else if (typed() !== saved) save();
  } else if (event.key === "Enter") {
    event.preventDefault();
    (form.querySelector("[data-next]") ?? form.querySelector("[data-save]")).click();
  }
});

/* What the form sent when it was saved by its button, as the page that follows knows. */
function forgetSent() {
  const sent = sessionStorage.getItem("sent");
  sessionStorage.removeItem("sent");
  if (!("isSaved" in form.dataset)) return;
  if (sent?.startsWith(prefix)) forget(sent);
  history.replaceState(null, "", location.pathname);
}

/* What earlier openings of the form, or other tabs, could not save: the last of it, with its key. */
function left() {
  const found = [];
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(prefix) && name !== own)) {
    let parcel = null;
    try { parcel = JSON.parse(localStorage.getItem(key)); } catch { /* not of this form */ }
    if (!parcel || parcel.typed === saved || parcel.typed === typed()) forget(key);
    else found.push({ ...parcel, key });
  }
  return found.sort((one, other) => other.at - one.at)[0];
}

/* It is offered, one after the other, and stays where it is until it is restored or thrown away. */
function offer() {
  const parcel = left();
  const note = document.querySelector("[data-kept-offer]");
  note.hidden = !parcel;
  if (!parcel) return;
  note.querySelector("[data-kept-at]").textContent = new Date(parcel.at).toLocaleString(document.documentElement.lang);
  note.querySelector("[data-restore]").onclick = async () => { await restore(parcel); decided(parcel); };
  note.querySelector("[data-discard]").onclick = () => decided(parcel);
}

function decided({ key }) {
  forget(key);
  offer();
}

/* On the base it was typed on: what was saved since, by others or here, is compared with it. */
async function restore({ typed: words, base }) {
  if (typed() !== saved) await save();
  if (typed() !== saved) keep(`${own} before ${Date.now()}`); // it is offered next
  form.elements.base.value = base;
  for (const [name, value] of JSON.parse(words)) {
    const field = form.elements[name];
    if (!field) continue;
    field.value = value;
    field.dispatchEvent(new CustomEvent("story:restored", { bubbles: true }));
  }
  changed();
}

forgetSent();
offer();
changed(); // what was typed before this file was here
