/* The stock type-ahead (select2) has no name of its own while nothing is chosen: it takes that of its field's label. */

function name(select) {
  const parts = select.nextElementSibling?.querySelectorAll("[role=combobox], [role=textbox]") ?? [];
  const [label] = select.labels;
  if (!label) return;
  label.id ||= `${select.id}-label`;
  for (const part of parts) {
    const own = part.matches("[role=combobox]") ? part.getAttribute("aria-labelledby") : "";
    part.setAttribute("aria-labelledby", `${label.id} ${own ?? ""}`.trim());
  }
}

/* After the stock script, which waits for the same. */
window.django?.jQuery?.(() => document.querySelectorAll("select.admin-autocomplete").forEach(name));
