/* The hashtags of a story as chips: type-ahead over names and aliases, an order that keys and mouse can change, and
   suggestions from the text. Attached to [data-hashtags]; without it, the field takes names parted by commas. */

const LIMIT = 30;
const field = document.querySelector("[data-hashtags]");
const form = field.closest("form");
const { send } = await import(form.dataset.send);
const input = field.querySelector("input[name=tag_names]");
const chips = field.querySelector("[data-chips]");
const typing = field.querySelector("[data-typing]");
const options = field.querySelector("[data-options]");
const said = field.querySelector("[data-said]");
const offered = field.querySelector("[data-offered]");
let found = [];
let active = -1;
let dragged = null;
let held = ""; // what the form waited for already

/* The one text field holds the names, so that the form, the autosave and a page without script agree. */
function names() {
  const parts = input.value.match(/\s*"(?:[^"]|"")*"\s*|[^,]+/g) ?? [];
  return parts.map((part) => part.trim().replace(/^"(.*)"$/, "$1").replaceAll('""', '"')).filter(Boolean);
}

function set(list) {
  input.value = list.map((name) => (/[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join(", ");
  input.dispatchEvent(new Event("input", { bubbles: true }));
  draw();
}

const key = (name) => name.normalize("NFKC").toLowerCase().replace(/[\s\p{P}]/gu, "");
const has = (name) => names().some((other) => key(other) === key(name));
const tell = (text) => { said.textContent = text; };

function draw(focused = -1) {
  chips.replaceChildren(...names().map(chip));
  chips.children[focused]?.querySelector("button").focus();
}

function chip(name, place) {
  const item = document.createElement("li");
  item.draggable = true;
  item.dataset.name = name;
  const mark = Object.assign(document.createElement("button"), { type: "button", textContent: `#${name}`, className: "story-chip" });
  mark.title = field.dataset.chipHelp;
  mark.addEventListener("keydown", (event) => chipKey(event, place));
  const away = Object.assign(document.createElement("button"), { type: "button", textContent: "×", className: "story-chip-away" });
  away.setAttribute("aria-label", `${field.dataset.remove} ${name}`);
  away.addEventListener("click", () => remove(place));
  item.append(mark, away);
  return item;
}

function chipKey(event, place) {
  const rtl = getComputedStyle(chips).direction === "rtl";
  const step = { ArrowLeft: rtl ? 1 : -1, ArrowRight: rtl ? -1 : 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step && event.altKey) move(place, place + step);
  else if (step) chips.children[place + step]?.querySelector("button").focus();
  else if (event.key === "Delete" || event.key === "Backspace") remove(place);
  else return;
  event.preventDefault();
}

function move(from, to) {
  const list = names();
  if (to < 0 || to >= list.length) return;
  const [name] = list.splice(from, 1);
  list.splice(to, 0, name);
  set(list);
  draw(to);
  tell(`${name}: ${to + 1} / ${list.length}`);
}

function remove(place) {
  const list = names();
  const [name] = list.splice(place, 1);
  set(list);
  tell(`${field.dataset.removed} ${name}`);
  if (list.length) draw(Math.min(place, list.length - 1));
  else typing.focus();
}

function add(name) {
  const list = names();
  if (list.length >= LIMIT && !has(name)) return tell(field.dataset.full);
  typing.value = "";
  close();
  if (has(name)) return tell(`${field.dataset.there} ${name}`);
  set([...list, name]);
  tell(`${field.dataset.added} ${name}`);
}

const known = (name) => found.find((tag) => key(tag.name) === key(name) || (tag.alias && key(tag.alias) === key(name)));

/* What was typed and is in no list: a new hashtag, for those who may make one. */
function addTyped() {
  const name = typing.value.trim().replace(/^[#\s]+/, "");
  if (!name) return;
  const tag = known(name);
  if (tag) add(tag.name);
  else if (field.dataset.mayAdd) add(name);
  else tell(field.dataset.refused.replace("NAME", name));
}

/* Whoever goes on without Enter: a hashtag that is there is taken, a new one is not made of half a word. */
async function leave() {
  await look();
  open(false);
  const name = typing.value.trim().replace(/^[#\s]+/, "");
  if (!name || document.activeElement === typing) return;
  if (known(name) || !field.dataset.mayAdd) addTyped();
  else tell(field.dataset.unfinished.replace("NAME", name));
}

/* The form waits for what stands in the field, once; what is no hashtag is told, and one is back at it. */
async function hold(event) {
  if (!typing.value.trim() || held === typing.value) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  await look();
  addTyped();
  held = typing.value;
  if (held) typing.focus();
  else form.requestSubmit(event.submitter);
}

async function look() {
  const words = typing.value;
  const asked = new URL(field.dataset.find, location);
  asked.searchParams.set("q", words);
  const answer = words.trim() ? await send(asked) : null;
  if (words !== typing.value) return;
  found = answer?.ok ? (await answer.json()).tags : [];
  show();
}

function show() {
  active = -1;
  options.replaceChildren(...found.map((tag, place) => {
    const option = Object.assign(document.createElement("li"), { id: `hashtag-option-${place}` });
    option.setAttribute("role", "option");
    const stories = Object.assign(document.createElement("span"), { className: "help", textContent: `${tag.stories}${tag.stories >= 1000 ? "+" : ""} ${field.dataset.stories}` });
    option.append(tag.alias ? `${tag.alias} → #${tag.name} ` : `#${tag.name} `, stories);
    option.addEventListener("mousedown", (event) => { event.preventDefault(); add(tag.name); });
    return option;
  }));
  open(found.length > 0);
}

function open(yes) {
  options.hidden = !yes;
  typing.setAttribute("aria-expanded", String(yes));
}

function close() {
  found = [];
  open(false);
  choose(-1);
}

function choose(place) {
  active = place;
  [...options.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === place)));
  if (place < 0) typing.removeAttribute("aria-activedescendant");
  else typing.setAttribute("aria-activedescendant", `hashtag-option-${place}`);
}

typing.addEventListener("input", () => {
  if (typing.value.endsWith(",")) {
    typing.value = typing.value.slice(0, -1);
    return addTyped();
  }
  look();
});
typing.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" && found.length) choose((active + 1) % found.length);
  else if (event.key === "ArrowUp" && found.length) choose(active <= 0 ? found.length - 1 : active - 1);
  else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
    if (active >= 0) add(found[active].name);
    else look().then(addTyped);
  } else if (event.key === "Escape") close();
  else if (event.key === "Backspace" && !typing.value && names().length) draw(names().length - 1);
  else return;
  event.preventDefault();
});
typing.addEventListener("blur", leave);
form.addEventListener("submit", hold, { capture: true });

chips.addEventListener("dragstart", (event) => { dragged = event.target.closest("li"); });
chips.addEventListener("dragover", (event) => event.preventDefault());
chips.addEventListener("drop", (event) => {
  const target = event.target.closest("li");
  event.preventDefault();
  if (dragged && target && target !== dragged) move([...chips.children].indexOf(dragged), [...chips.children].indexOf(target));
  dragged = null;
});
input.addEventListener("story:restored", () => draw());

/* Suggestions: asked for when the form opens and when the text was saved. */
async function suggest() {
  const body = new FormData(form);
  body.set("article", field.dataset.story);
  const answer = await send(field.dataset.suggest, body);
  if (!answer?.ok) return;
  const fresh = (await answer.json()).suggestions.filter((one) => !has(one.name));
  offered.replaceChildren(...fresh.map(suggestion));
  field.querySelector("[data-offer]").hidden = fresh.length === 0;
}

function suggestion(one) {
  const item = document.createElement("li");
  const take = Object.assign(document.createElement("button"), { type: "button", className: "story-chip", textContent: `+ #${one.name}` });
  const refuse = Object.assign(document.createElement("button"), { type: "button", className: "story-chip-away", textContent: "×" });
  refuse.setAttribute("aria-label", `${field.dataset.refuse} ${one.name}`);
  const sentence = Object.assign(document.createElement("q"), { textContent: one.sentence });
  take.addEventListener("click", () => { add(one.name); answered(item, one, "1"); });
  refuse.addEventListener("click", () => answered(item, one, ""));
  item.append(take, refuse, sentence);
  return item;
}

function answered(item, one, accepted) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ article: field.dataset.story, tag: one.tag_id, accepted, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value })) {
    body.set(name, value);
  }
  send(field.dataset.answer, body);
  (item.nextElementSibling ?? item.previousElementSibling)?.querySelector("button").focus();
  item.remove();
  field.querySelector("[data-offer]").hidden = offered.children.length === 0;
}

field.classList.add("has-script");
draw();
suggest();
form.addEventListener("story:saved", suggest);
