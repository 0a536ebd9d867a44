/* The steps below the form as they are after a save: which there are, and what is in the way of each. */

const form = document.querySelector("form[data-autosave]");
const PARTS = [".story-steps", ".story-state"];

form.addEventListener("story:saved", async ({ detail }) => {
  const steps = detail.steps ?? {};
  if (areOthers(Object.keys(steps)) && !isInUse()) await renew();
  for (const [step, reasons] of Object.entries(steps)) say(step, reasons);
});

function areOthers(names) {
  const shown = [...form.querySelectorAll("[data-step]")].map((element) => element.dataset.step);
  return names.sort().join() !== shown.sort().join();
}

/* Nobody loses a note that is being written to a step, not even in a sheet that is closed again. */
function isInUse() {
  const steps = form.querySelector(".story-steps");
  const isTyped = (field) => field.value !== field.defaultValue;
  return steps.contains(document.activeElement) || steps.querySelector("details[open]") !== null
    || [...steps.querySelectorAll("textarea, input")].some(isTyped);
}

/* Escape closes a sheet, and one is back at the button that opened it. */
form.addEventListener("keydown", (event) => {
  const sheet = event.key === "Escape" && !event.isComposing && event.target.closest("details.story-asks[open]");
  if (!sheet) return;
  event.preventDefault();
  sheet.open = false;
  sheet.querySelector("summary").focus();
});

/* The first new words on a live story are a draft, and a draft has other steps. */
async function renew() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of PARTS) {
    const fresh = page.querySelector(part);
    if (fresh) form.querySelector(part)?.replaceWith(document.adoptNode(fresh));
  }
}

function say(step, reasons) {
  const list = form.querySelector(`[data-step="${CSS.escape(step)}"] [data-reasons]`);
  if (!list) return;
  list.replaceChildren(...reasons.map((reason) => Object.assign(document.createElement("li"), { textContent: reason })));
  list.closest("details").hidden = reasons.length === 0;
}
