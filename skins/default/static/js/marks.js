/* The grid of marks: moving, pasting, undoing, and saving only the cells that were changed.
   The markup is in templates/marks_grid.pt; without this script the same form posts all cells. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-save-url]");
  if (!form) return;

  const words = document.querySelector("template[data-marks-words]").content; /* in the language of the page */
  const say = (id, values = {}) => words.querySelector(`[data-word=${id}]`).textContent.trim()
    .replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const status = form.querySelector("[data-marks-status]");
  const rows = [...form.querySelectorAll(".marks tbody tr:not(.marks-notes)")];
  const cells = new Map(); /* "student column" -> {input, value, error, conflict, row, column} */
  const grid = rows.map((row, r) => [...row.cells].map((place, c) => {
    const input = place.querySelector("input[data-student]");
    if (!input) return null;
    const cell = { input, row: r, place: c, value: input.value, error: "", conflict: null };
    cells.set(keyOf(input.dataset), cell);
    return cell;
  }));
  const cellOf = (input) => cells.get(keyOf(input.dataset));
  function keyOf({ student, column }) { return `${student} ${column}`; }

  const done = [], undone = [];
  const changed = new Set(); /* cells whose value differs from what the server has, without those on their way */
  const JSON_TYPES = { "Content-Type": "application/json", Accept: "application/json" };
  let batch = null, sending = false, timer = 0, wait = 2, stopped = false; /* batch: sent again until answered */

  /* What was typed */
  function normalise(text, kind) {
    const typed = text.normalize("NFC").trim();
    if (!typed) return { value: "" };
    if (kind === "comment") {
      const value = { "đ": "Đ", d: "Đ", "cđ": "CĐ", cd: "CĐ" }[typed.toLowerCase()];
      return value ? { value } : { value: typed, error: "badComment" };
    }
    const found = /^(10|[0-9])(?:[.,]([0-9])0*)?$/.exec(typed);
    if (!found || (found[1] === "10" && found[2] > "0")) return { value: typed, error: "badMark" };
    return { value: found[2] > "0" ? `${found[1]},${found[2]}` : found[1] };
  }

  function put(cell, text) {
    const { value, error } = normalise(text, cell.input.dataset.kind);
    cell.input.value = cell.value = value;
    cell.error = error ? say(error, { cell: nameOf(cell), text: value }) : "";
    mark(cell);
  }

  function mark(cell) {
    const { input } = cell, held = cell.error || cell.conflict, sent = batch?.sent.get(cell);
    changed[!held && cell.value !== (sent ?? input.dataset.seen) ? "add" : "delete"](cell);
    input.toggleAttribute("data-dirty", cell.value !== input.dataset.seen);
    input.toggleAttribute("data-conflict", Boolean(cell.conflict));
    if (cell.error) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    showNotes(cell.row);
  }

  function commit(changes, counts = true) {
    const real = changes.filter(([cell, text]) => text !== cell.value)
      .map(([cell, text]) => ({ cell, before: cell.value, text }));
    if (!real.length) return;
    if (counts) { done.push(real); undone.length = 0; }
    real.forEach(({ cell, text }) => put(cell, text));
    later();
  }

  function step(from, to, which) {
    const changes = from.pop();
    if (!changes) return;
    to.push(changes);
    commit(changes.map((each) => [each.cell, each[which]]), false);
    changes[0].cell.input.focus();
  }

  /* Notes below a row: what is wrong, and whose mark stands there now */
  const nameOf = (cell) => cell.input.getAttribute("aria-label");

  function showNotes(r) {
    document.getElementById(`marks-notes-${r}`)?.remove();
    grid[r].forEach((cell) => cell?.input.removeAttribute("aria-describedby"));
    const notes = grid[r].filter((cell) => cell && (cell.error || cell.conflict)).map(noteOf);
    if (!notes.length) return;
    const place = element("td", { colSpan: rows[r].cells.length }, element("ul", {}, ...notes));
    rows[r].after(element("tr", { id: `marks-notes-${r}`, className: "marks-notes" }, place));
  }

  function noteOf(cell) {
    const id = `marks-note-${cell.row}-${cell.place}`;
    cell.input.setAttribute("aria-describedby", id);
    const text = element("span", { id, textContent: cell.error || cell.conflict.text });
    if (!cell.conflict) return element("li", {}, text);
    return element("li", {}, text, button("keep", () => settle(cell, cell.value)),
      button("take", () => settle(cell, cell.conflict.theirs)));
  }

  function settle(cell, value) {
    tell(cell, cell.conflict.theirs);
    cell.conflict = null;
    put(cell, value);
    cell.input.focus();
    later(0);
  }

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }
  const button = (word, onclick) => element("button", { type: "button", className: "btn btn-sm btn-outline-secondary",
    textContent: say(word), onclick });

  /* Saving */
  function report(state, text, ...more) {
    const n = [...cells.values()].filter((cell) => cell.error || cell.conflict).length; /* sent when somebody decides */
    const whole = [text, n && say("wrong", { n })].filter(Boolean).join(" ") || say("clean");
    status.dataset.state = n ? "trouble" : state;
    status.replaceChildren(element("span", { textContent: whole }), ...more);
  }

  function later(seconds = 0.6) {
    if (!batch && !stopped) report("", changed.size ? say("unsaved", { n: changed.size }) : "");
    clearTimeout(timer);
    timer = setTimeout(flush, seconds * 1000);
  }

  function newBatch() {
    const sent = new Map([...changed].map((cell) => [cell, cell.value]));
    changed.clear();
    return { sent, body: JSON.stringify({ batch: uuid(), cells: [...sent].map(([{ input }, typed]) => ({
      student: input.dataset.student, column: input.dataset.column, seen: input.dataset.seen, typed })) }) };
  }

  function uuid() { /* crypto.randomUUID is missing on plain http */
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    [bytes[6], bytes[8]] = [(bytes[6] & 15) | 64, (bytes[8] & 63) | 128];
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  async function flush() {
    clearTimeout(timer);
    if (sending || stopped || !(batch || changed.size)) return;
    batch ||= newBatch();
    sending = true;
    report("saving", say("saving", { n: batch.sent.size }));
    let answer = null, found = {};
    try { /* the token is read now, never kept with the batch: a new session has another */
      const headers = { ...JSON_TYPES, "X-CSRF-Token": form.elements.csrf_token.value };
      answer = await fetch(form.dataset.saveUrl, { method: "POST", body: batch.body, headers });
      found = await answer.json().catch(() => ({}));
    } catch { /* no network: answered below */ }
    sending = false;
    receive(answer, found);
  }

  function receive(answer, found) {
    if (answer?.ok && found.ok) return accept(found);
    if (answer?.status === 409 && found.conflicts) return release(found.conflicts, found.message, conflictIn);
    if (answer?.status === 422) return release(found.refusals || [], found.message, refusalIn);
    if (answer && (answer.redirected || [400, 401, 403].includes(answer.status))) return holdForSignIn();
    report("trouble", say("offline", { n: wait }), button("retry", flush));
    timer = setTimeout(flush, wait * 1000);
    wait = Math.min(wait * 2, 60);
  }

  function accept(found) {
    const { sent } = batch;
    [batch, wait] = [null, 2];
    const values = new Map(found.cells.map((each) => [keyOf(each), each.value]));
    sent.forEach((typed, cell) => {
      const value = values.get(keyOf(cell.input.dataset)) ?? typed;
      if (cell.value === typed && cell.input.value === typed) cell.input.value = value;
      if (cell.value === typed) cell.value = value;
      tell(cell, value);
      mark(cell);
    });
    Object.entries(found.averages || {}).forEach(([student, text]) => {
      form.querySelector(`[data-average="${CSS.escape(student)}"]`)?.replaceChildren(text);
    });
    if (found.progress) showProgress(found.progress);
    const time = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
    report("saved", say("saved", { n: found.saved, time }));
    if (changed.size) later();
  }

  function showProgress({ percent, text }) { /* how many cells are filled, above the grid */
    document.querySelector("[data-progress] .tc-done").setAttribute("width", `${percent}%`);
    document.querySelector("[data-progress-text]").textContent = text;
  }
  /* The server has this value now: it is what the next save says was seen, with script or without. */
  function tell(cell, value) {
    cell.input.dataset.seen = value;
    const hidden = form.elements[`seen.${cell.input.dataset.student}.${cell.input.dataset.column}`];
    if (hidden) hidden.value = value;
  }

  /* Nothing of the batch was stored: hold the cells it names, send the others again. */
  function release(named, message, hold) {
    const { sent } = batch; [batch, wait] = [null, 2];
    named.forEach((each) => { const cell = cells.get(keyOf(each)); if (cell) hold(cell, each); });
    sent.forEach((_, cell) => mark(cell));
    report("trouble", message || say("refused"));
    cells.get(keyOf(named[0] || {}))?.input.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (changed.size && named.length) timer = setTimeout(flush, 600);
  }

  function conflictIn(cell, { theirs, by, at }) {
    const text = say("conflict", { cell: nameOf(cell), by: by || say("somebody"), at, theirs: theirs || say("empty"),
      mine: cell.value || say("empty") });
    cell.conflict = { theirs, text };
  }

  function refusalIn(cell, { message }) { cell.error = `${nameOf(cell)}: ${message}`; }

  function holdForSignIn() {
    stopped = true;
    const link = element("a", { href: form.dataset.signInUrl || location.href, target: "_blank", textContent: say("signIn") });
    report("trouble", say("signedOut"), link, document.createTextNode(say("again")), button("retry", resume));
  }

  async function resume() {
    try { /* the new session's token is on the page as it is now */
      const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
      const fresh = page.querySelector("form[data-save-url] [name=csrf_token]");
      if (fresh) form.elements.csrf_token.value = fresh.value;
    } catch { /* the post below will say what is wrong */ }
    stopped = false;
    flush();
  }

  /* Keys, paste, leaving */
  function move(cell, down, right) {
    for (let r = cell.row + down, c = cell.place + right; grid[r]?.[c] !== undefined; r += down, c += right) {
      if (grid[r][c]) { grid[r][c].input.focus(); return; }
    }
  }

  function direction(event, { selectionStart: start, selectionEnd: end, value }) {
    const all = start === 0 && end === value.length, atStart = all || end === 0, atEnd = all || start === value.length;
    return { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [event.shiftKey ? -1 : 1, 0], ArrowLeft: atStart && [0, -1],
      ArrowRight: atEnd && [0, 1] }[event.key];
  }

  form.addEventListener("keydown", (event) => {
    const cell = event.target.dataset.student ? cellOf(event.target) : null;
    if (!cell || event.isComposing || event.altKey) return;
    const command = event.ctrlKey || event.metaKey, letter = event.key.toLowerCase();
    const way = command ? null : direction(event, cell.input);
    if (way) {
      event.preventDefault();
      commit([[cell, cell.input.value]]);
      move(cell, ...way);
    } else if (event.key === "Escape") {
      cell.input.value = cell.value;
      cell.input.select();
    } else if (command && (letter === "z" || letter === "y") && cell.input.value === cell.value) {
      event.preventDefault();
      step(...(letter === "y" || event.shiftKey ? [undone, done, "text"] : [done, undone, "before"]));
    }
  });

  form.addEventListener("change", ({ target: input }) => {
    if (input.dataset.student) commit([[cellOf(input), input.value]]);
  });
  form.addEventListener("focusin", ({ target: input }) => input.dataset.student && input.select());

  form.addEventListener("paste", (event) => {
    const start = event.target.dataset.student ? cellOf(event.target) : null;
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
    if (!start || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const changes = [];
    let skipped = 0;
    text.replace(/\n$/, "").split("\n").forEach((line, down) => line.split("\t").forEach((value, right) => {
      const cell = grid[start.row + down]?.[start.place + right];
      if (cell) changes.push([cell, normalise(value, cell.input.dataset.kind).value]);
      else skipped += 1;
    }));
    commit(changes);
    report("", say("pasted", { n: changes.length }) + (skipped ? ` ${say("skipped", { n: skipped })}` : ""));
  });

  /* A save without script that was refused comes back with its notes and with what was typed. */
  cells.forEach((cell) => {
    const { note, theirs, seen } = cell.input.dataset;
    if (note && theirs === undefined) refusalIn(cell, { message: note });
    else if (note) cell.conflict = { theirs, text: `${nameOf(cell)}: ${note}` };
    if (note || cell.value !== seen) mark(cell);
  });
  if (changed.size) later();

  form.addEventListener("submit", (event) => { event.preventDefault(); stopped ? resume() : flush(); });
  window.addEventListener("online", () => { if (batch) flush(); });
  window.addEventListener("beforeunload", (event) => {
    if ([...cells.values()].some(({ input }) => input.value !== input.dataset.seen)) event.preventDefault();
  });
})();
