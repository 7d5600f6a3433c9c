/* The homeroom table: Enter goes down a column, empty cells are filled in place, what is not saved is counted.
   Without this script the same form saves, and the buttons that fill ask the server. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-homeroom]");
  if (!form) return;

  const words = form.querySelector("template[data-words]").content; /* in the language of the page */
  const say = (id, n) => words.querySelector(`[data-word=${id}]`).textContent.trim().replace("{n}", n);
  const status = form.querySelector("[data-status]");
  const cells = [...form.querySelectorAll("[data-cell]")];
  const column = (name) => cells.filter((cell) => cell.dataset.cell === name);
  const dirty = () => cells.filter((cell) => cell.value.trim() !== cell.dataset.seen);
  let leaving = false;

  function show(text) {
    for (const cell of cells) cell.toggleAttribute("data-dirty", cell.value.trim() !== cell.dataset.seen);
    const count = dirty().length;
    status.textContent = text || (count ? say("unsaved", count) : "");
  }

  function fill(what) {
    const names = what.startsWith("absences") ? [`leave${what.slice(8)}`, `absent${what.slice(8)}`] : [what];
    const empty = names.flatMap(column).filter((cell) => !cell.value.trim() && !cell.dataset.left);
    for (const cell of empty) cell.value = wordFor(cell);
    const filled = empty.filter((cell) => cell.value);
    filled[0]?.focus();
    show(filled.length ? say("filled", filled.length) : say("nothing"));
  }

  function wordFor(cell) {
    if (cell.dataset.cell === "conduct0") {
      return cell.closest("tr").querySelector("[data-cell=conduct2]")?.value ?? "";
    }
    return cell.tagName === "SELECT" ? cell.options[1].value : "0";
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=fill]");
    if (!button) return;
    event.preventDefault();
    fill(button.value);
  });

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.dataset.cell || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const same = column(event.target.dataset.cell);
    const next = same[same.indexOf(event.target) + (event.shiftKey ? -1 : 1)];
    next?.focus();
    next?.select?.();
  });

  form.addEventListener("input", () => show());
  form.addEventListener("submit", () => { leaving = true; });
  addEventListener("pageshow", () => { leaving = false; show(); });
  addEventListener("beforeunload", (event) => { if (!leaving && dirty().length) event.preventDefault(); });
  show();
})();
