/* Pictures of the page that is being edited: put one into the text, upload one without leaving the form. */
(() => {
  "use strict";

  const form = document.querySelector("[data-upload]");
  const list = document.querySelector("[data-attached]");
  if (!list) return;

  const escaped = (text) => {
    const box = document.createElement("div");
    box.textContent = text;
    return box.innerHTML.replaceAll('"', "&quot;");
  };

  function insert(url, alt) {
    const html = `<p><img src="${escaped(url)}" alt="${escaped(alt)}"></p>`;
    const editor = window.hugerte?.activeEditor;
    if (editor) {
      editor.insertContent(html);
      editor.save();
      editor.focus();
      return;
    }
    const text = document.querySelector("[data-richtext]");
    if (text) text.setRangeText(html, text.selectionStart, text.selectionEnd, "end");
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (button) insert(button.dataset.insert, button.dataset.alt);
  });

  if (document.querySelector("[data-richtext]")) {
    list.querySelectorAll("[data-insert]").forEach((button) => { button.hidden = false; });
    list.querySelectorAll(".ep-address").forEach((hint) => { hint.hidden = true; });
  }
  if (!form) return;
  form.hidden = false;

  function entry(added) {
    const item = document.createElement("li");
    const picture = Object.assign(document.createElement("img"), {
      src: `${added.location}@@scale?w=card-320&version=working`, alt: "", width: 96, height: 72 });
    const text = document.createElement("div");
    const link = Object.assign(document.createElement("a"), { href: added.edit, textContent: added.title });
    const button = Object.assign(document.createElement("button"), {
      type: "button", className: "btn btn-sm btn-outline-primary d-block", textContent: form.dataset.wordsInsert });
    Object.assign(button.dataset, { insert: added.location, alt: added.alt });
    text.append(link, button);
    item.append(picture, text);
    return item;
  }

  function offer(added) { /* the fields that choose a picture of this page learn of it too */
    document.querySelectorAll("select[data-pictures]").forEach((select) => {
      if (select.tomselect) select.tomselect.addOption({ value: added.uuid, text: added.title });
      else select.add(new Option(added.title, added.uuid));
    });
  }

  const say = (where, text) => { form.querySelector(`[data-upload-${where}]`).textContent = text; };

  async function send() {
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" } });
    const told = await answer.json();
    if (!told.ok) throw new Error([told.message, ...Object.values(told.reasons || {})].join(" "));
    return told;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say("error", "");
    say("status", "");
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    try {
      const added = await send();
      list.append(entry(added));
      document.querySelector("[data-attached-none]")?.remove();
      offer(added);
      form.reset();
      say("status", form.dataset.wordsSent);
      insert(added.location, added.alt);
    } catch (error) {
      say("error", error instanceof SyntaxError || error instanceof TypeError ? form.dataset.wordsFailed : error.message);
    } finally {
      button.disabled = false;
      delete form.dataset.sent;
    }
  });
})();
