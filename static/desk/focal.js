// The focal point of a picture: a click on the picture sets the two number fields, and so do the arrow keys on the
// point itself. Without this the fields do it alone.
for (const box of document.querySelectorAll("[data-focal]")) {
  const picture = box.querySelector("[data-focal-picture]");
  const point = box.querySelector("[data-focal-point]");
  const crops = box.querySelector("[data-focal-crops]");
  const [across, down] = ["focal_x", "focal_y"].map((name) => document.querySelector(`input[name="${name}"]`));

  const within = (value) => Math.min(100, Math.max(0, Math.round(value)));

  function show() {
    const x = within(Number(across.value)), y = within(Number(down.value));
    point.style.insetInlineStart = `${x}%`;
    point.style.insetBlockStart = `${y}%`;
    point.setAttribute("aria-label", box.dataset.position.replace("[x]", x).replace("[y]", y));
    for (const crop of crops.querySelectorAll("img")) crop.style.objectPosition = `${x}% ${y}%`;
  }

  function set(x, y) {
    across.value = within(x);
    down.value = within(y);
    show();
  }

  if (!point || !across || !down) continue;
  for (const part of [point, crops, box.querySelector("[data-focal-help]")]) part.hidden = false;
  picture.addEventListener("click", (event) => {
    const frame = picture.getBoundingClientRect();
    set(((event.clientX - frame.left) / frame.width) * 100, ((event.clientY - frame.top) / frame.height) * 100);
    point.focus({ preventScroll: true });
  });
  point.addEventListener("keydown", (event) => {
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    if (!x && !y) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 1;
    set(Number(across.value) + x * far, Number(down.value) + y * far);
  });
  for (const field of [across, down]) field.addEventListener("input", show);
  show();
}
