/* The stock type-ahead (select2) has no name of its own while nothing is chosen: it takes that of its field's label. */

function name(select) {
  const box = select.nextElementSibling?.querySelector("[role=combobox]");
  const [label] = select.labels;
  if (!box || !label) return;
  label.id ||= `${select.id}-label`;
  box.setAttribute("aria-labelledby", `${label.id} ${box.getAttribute("aria-labelledby") ?? ""}`.trim());
}

addEventListener("load", () => document.querySelectorAll("select.admin-autocomplete").forEach(name));
