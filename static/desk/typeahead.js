// A text field that offers names while one types: data-typeahead holds the address that answers them, and the field's
// list shows them. Without this one types the name whole.
for (const field of document.querySelectorAll("input[data-typeahead]")) {
  const offers = document.getElementById(field.getAttribute("list"));
  let asked = 0;

  const ask = async () => {
    const mine = ++asked;
    if (!field.value.trim()) return offers.replaceChildren();
    const address = `${field.dataset.typeahead}&term=${encodeURIComponent(field.value)}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || mine !== asked) return;
    const { results } = await answer.json();
    if (mine === asked) offers.replaceChildren(...results.map(({ text }) => new Option(text, text)));
  };

  field.addEventListener("input", ask);
  if (field === document.activeElement) ask(); // somebody was quicker than this file
}
