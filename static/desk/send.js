/* Asking the desk for something, as whoever is signed in. */

/* The answer, "signed out" when the desk leads to its sign-in, or null when there is no connection. */
export async function send(address, body) {
  const options = { method: body ? "POST" : "GET", body, redirect: "manual", headers: { Accept: "application/json" } };
  const answer = await fetch(address, options).catch(() => null);
  return answer?.type === "opaqueredirect" ? "signed out" : answer;
}

/* A form that was open while somebody signed in anew holds an old token. */
export async function renewToken(form) {
  const answer = await send(form.dataset.presence);
  if (!answer?.ok) return false;
  form.elements.csrfmiddlewaretoken.value = (await answer.json()).csrf;
  return true;
}
