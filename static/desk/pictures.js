/* The library of pictures as a dialog: for the lead picture and for pictures in the text. Without it, the field takes the
   number of a picture. */

const dialog = document.querySelector("dialog[data-library]");
const search = dialog?.querySelector("input[type=search]");
const list = dialog?.querySelector("[data-found]");
let chosen = null;

if (dialog) {
  document.addEventListener("story:choose", (event) => choose(event.detail.chosen));
  search.addEventListener("input", () => look(search.value));
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  for (const field of document.querySelectorAll("[data-picture-field]")) attach(field);
}

function choose(then) {
  chosen = then;
  dialog.showModal();
  look(search.value);
}

async function ask(question) {
  const asked = new URL(dialog.dataset.library, location);
  asked.search = new URLSearchParams(question);
  const answer = await fetch(asked, { redirect: "manual" }).catch(() => null);
  return answer?.ok ? (await answer.json()).pictures : [];
}

async function look(words) {
  const found = await ask({ q: words });
  if (words !== search.value) return;
  list.replaceChildren(...found.map(choice));
  dialog.querySelector("[data-none]").hidden = found.length > 0;
}

function choice(picture) {
  const image = Object.assign(document.createElement("img"), { src: picture.shown, alt: "", loading: "lazy" });
  const words = Object.assign(document.createElement("span"), { textContent: picture.alt || dialog.dataset.noAlt });
  const button = Object.assign(document.createElement("button"), { type: "button", className: "story-picture" });
  button.append(image, words);
  button.addEventListener("click", () => {
    dialog.close();
    chosen?.(picture);
  });
  const item = document.createElement("li");
  item.append(button);
  return item;
}

function attach(field) {
  const input = field.querySelector("input");
  const shown = field.querySelector("[data-shown]");
  const remove = field.querySelector("[data-remove]");
  field.classList.add("has-library");
  const show = (picture) => {
    const image = picture && Object.assign(document.createElement("img"), { src: picture.shown, alt: picture.alt });
    shown.replaceChildren(...(image ? [image] : []));
    shown.dataset.alt = picture?.alt ?? "";
    remove.hidden = !input.value;
  };
  const set = (picture) => {
    input.value = picture?.id ?? "";
    show(picture);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  field.querySelector("[data-choose]").addEventListener("click", () => choose(set));
  remove.addEventListener("click", () => set(null));
  input.addEventListener("story:restored", async () => {
    const number = input.value;
    const [picture] = number ? await ask({ id: number }) : [];
    if (input.value === number) show(picture);
  });
}
