/* Says every twenty seconds that this person has the story open, and who else has. */

const EVERY = 20_000; // milliseconds
const form = document.querySelector("form[data-presence]");
const { send } = await import(form.dataset.send);
const others = document.querySelector("[data-others]");

async function beat() {
  if (document.hidden) return;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const answer = await send(form.dataset.presence, body);
  if (!answer?.ok) return;
  const names = (await answer.json()).others;
  const text = names.length ? `${others.dataset.text} ${names.join(", ")}` : "";
  if (others.textContent !== text) others.textContent = text;
}

beat();
setInterval(beat, EVERY);
document.addEventListener("visibilitychange", beat);
