/* The focal point of a picture: a click on it fills in the two number fields, which say the same without a script. */
(() => {
  "use strict";

  const place = document.querySelector("[data-focus]");
  const picture = place?.querySelector("img");
  const across = document.querySelector("input[name=focus_x]");
  const down = document.querySelector("input[name=focus_y]");
  if (!picture || !across || !down) return;

  const hint = document.querySelector("[data-focus-hint]");
  if (hint) hint.hidden = false;
  const mark = document.createElement("span");
  mark.className = "ep-focus-mark";
  mark.setAttribute("aria-hidden", "true");
  place.append(mark);

  const percent = (input) => {
    const value = Number.parseInt(input.value, 10);
    return Number.isInteger(value) && value >= 0 && value <= 100 ? value : 50;
  };

  function show() {
    mark.style.left = `${percent(across)}%`;
    mark.style.top = `${percent(down)}%`;
  }

  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    const share = (at, size) => Math.min(100, Math.max(0, Math.round((100 * at) / size)));
    across.value = share(event.clientX - box.left, box.width);
    down.value = share(event.clientY - box.top, box.height);
    for (const input of [across, down]) input.dispatchEvent(new Event("input", { bubbles: true }));
    show();
  });
  for (const input of [across, down]) input.addEventListener("input", show);
  show();
})();
