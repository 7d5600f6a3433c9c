/* Helps on the pages of the appearance; all of it works without them: colours to pick, blocks and entries to drag. */
(() => {
  "use strict";

  /* A field #rrggbb gets a picker beside it; either writes the other. */
  for (const field of document.querySelectorAll("input[data-colour]")) {
    const picker = document.createElement("input");
    picker.type = "color";
    picker.className = "form-control form-control-color";
    picker.setAttribute("aria-label", field.dataset.colour);
    const take = () => { if (/^#[0-9a-f]{6}$/i.test(field.value)) picker.value = field.value; };
    picker.addEventListener("input", () => { field.value = picker.value; });
    field.addEventListener("input", take);
    take();
    field.after(picker);
  }

  if (!window.Sortable) return;

  /* data-order="id of a form": after dragging, the order of the entries is sent by that form. */
  for (const list of document.querySelectorAll("[data-order]")) {
    const form = document.getElementById(list.dataset.order);
    Sortable.create(list, {
      handle: ".ep-handle", animation: 120, onEnd: () => {
        form.querySelectorAll("input[name=order]").forEach((each) => each.remove());
        for (const entry of list.children) {
          const field = document.createElement("input");
          field.type = "hidden";
          field.name = "order";
          field.value = entry.dataset.block;
          form.append(field);
        }
        form.requestSubmit();
      },
    });
    list.classList.add("ep-dragged");
  }

  /* data-positions: rows with a field "position"; dragging numbers them anew, the form is sent by its own button. */
  for (const rows of document.querySelectorAll("[data-positions]")) {
    Sortable.create(rows, {
      handle: ".ep-handle", animation: 120, onEnd: () => {
        rows.querySelectorAll("input[name=position]").forEach((field, place) => { field.value = place + 1; });
      },
    });
    rows.classList.add("ep-dragged");
  }
})();
