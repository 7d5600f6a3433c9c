/* The contents of a folder: rows dragged into order, what was found told aloud, many files sent one by one.
   The table itself is replaced by htmx; everything works without this script. */
(() => {
  "use strict";

  const listing = () => document.getElementById("listing");
  const token = document.querySelector("meta[name=csrf-token]")?.content || "";

  /* Order: a row is put behind the one above it, or before the first one of this page */

  function place(row) {
    const above = row.previousElementSibling, below = row.nextElementSibling;
    const values = { csrf_token: token, moved: row.dataset.uuid };
    if (above) values.after = above.dataset.uuid;
    else if (below) values.before = below.dataset.uuid;
    const form = row.closest("form");
    values.listed = form.elements.listed.value;
    values.page = form.elements.page.value;
    window.htmx.ajax("POST", listing().dataset.orderUrl, {
      source: listing(), target: "#listing", select: "#listing", swap: "outerHTML", values });
  }

  function startOrder() {
    const rows = document.querySelector("[data-sortable=rows]");
    if (!rows || !window.Sortable || rows.dataset.started) return;
    rows.dataset.started = "true";
    window.Sortable.create(rows, { handle: ".ep-handle", animation: 120, onEnd: (event) => {
      if (event.oldIndex !== event.newIndex) place(event.item);
    } });
  }

  /* The button that was pressed has the focus again, at the row's new place. */
  let pressed = null;
  document.addEventListener("htmx:beforeRequest", (event) => {
    const button = event.target.closest?.(".ep-moves button");
    pressed = button ? { name: button.name, value: button.value } : null;
  });
  document.addEventListener("htmx:afterSettle", () => {
    startOrder();
    if (pressed) document.querySelector(`.ep-moves button[name="${pressed.name}"][value="${pressed.value}"]`)?.focus();
    showFilter();
    const said = listing()?.querySelector("[data-told]")?.textContent || "";
    document.getElementById("told").textContent = said.replace(/\s+/g, " ").trim();
  });
  /* The fields of the filter show what the table shows, unless somebody is typing in them. */
  function showFilter() {
    const fields = document.getElementById("filter")?.elements, shown = listing()?.dataset;
    if (!fields || !shown || document.activeElement === fields.q) return;
    for (const name of ["q", "type", "state"]) fields[name].value = shown[name];
  }
  /* After a refusal the page is loaded anew: it shows how things stand. */
  document.addEventListener("htmx:responseError", () => window.location.reload());
  /* Sortable leaves styles on the rows that it moved; htmx would copy them, which the policy for content forbids. */
  if (window.htmx) window.htmx.config.attributesToSettle = ["class"];
  startOrder();

  /* Uploads: each file in a request of its own, two at a time */

  const box = document.querySelector("[data-upload-many]");
  if (!box || !window.fetch) return;
  const form = box.querySelector("form"), list = box.querySelector("[data-upload-list]");
  const zone = box.querySelector("[data-dropzone]"), largest = Number(box.dataset.largest);
  const words = Object.fromEntries([...box.querySelector("template").content.querySelectorAll("[data-word]")]
    .map((each) => [each.dataset.word, each.textContent]));
  const waiting = [];
  let running = 0, saved = 0, all = 0;

  zone.querySelector(".ep-dropzone-hint").hidden = false;
  form.querySelector("button[type=submit]").hidden = true;

  function line(file) {
    const item = document.createElement("li");
    const name = Object.assign(document.createElement("strong"), { textContent: file.name });
    const bar = Object.assign(document.createElement("progress"), { max: 1 });
    bar.setAttribute("aria-label", file.name);
    const text = Object.assign(document.createElement("span"), { textContent: words.waiting });
    item.append(name, bar, text);
    list.append(item);
    return { item, bar, text };
  }

  function settle(shown, told) {
    shown.bar.remove();
    shown.item.className = told.ok ? "is-saved" : "is-refused";
    shown.text.textContent = told.text;
    if (!told.url) return;
    const link = Object.assign(document.createElement("a"), { href: told.url, textContent: words.describe });
    shown.item.append(" ", link);
  }

  async function send(file, shown) {
    shown.text.textContent = words.sending;
    const body = new FormData();
    body.append("csrf_token", token);
    if (form.elements.keep_both.checked) body.append("keep_both", "1");
    body.append("files", file, file.name);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      const told = await answer.json();
      return told.files ? told.files[0] : { ok: false, text: told.message };
    } catch {
      return { ok: false, text: words.failed };
    }
  }

  async function work() {
    if (running >= 2 || waiting.length === 0) return;
    running += 1;
    const { file, shown } = waiting.shift();
    work();
    const told = await send(file, shown);
    settle(shown, told);
    saved += told.ok ? 1 : 0;
    running -= 1;
    report();
    work();
  }

  function report() {
    box.querySelector("[data-upload-status]").textContent =
      words.count.replace("{saved}", saved).replace("{all}", all).replace(/\s+/g, " ").trim();
    if (running || waiting.length) return;
    box.querySelector("[data-upload-done]").hidden = saved === 0;
    if (saved && listing()) {
      window.htmx.ajax("GET", window.location.href, { target: "#listing", select: "#listing", swap: "outerHTML" });
    }
  }

  function add(files) {
    list.hidden = false;
    for (const file of files) {
      const shown = line(file);
      all += 1;
      if (file.size > largest) settle(shown, { ok: false, text: box.dataset.tooLarge });
      else waiting.push({ file, shown });
    }
    report();
    work();
  }

  form.addEventListener("change", (event) => {
    if (event.target.type !== "file") return;
    add([...event.target.files]);
    event.target.value = "";
  });
  ["dragenter", "dragover"].forEach((name) => zone.addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.add("is-over");
  }));
  zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    add([...event.dataTransfer.files]);
  });
})();
