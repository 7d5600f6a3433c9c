/* Forms of deform without jQuery: sequences, long lists to choose from, dates, rich text.
   Each library is loaded only when a form on the page needs it; without any of them the form still posts. */
(() => {
  "use strict";

  const SOURCES = document.currentScript.dataset;
  const WORDS = {
    vi: { pick: "Chọn ngày", none: "Không tìm thấy", remove: "Bỏ mục này" },
    en: { pick: "Pick a date", none: "Nothing found", remove: "Remove this item" },
  };
  const LANGUAGE = document.documentElement.lang in WORDS ? document.documentElement.lang : "vi";
  const say = WORDS[LANGUAGE];
  const loaded = new Map();

  function load(url) {
    if (!loaded.has(url)) loaded.set(url, new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: url, onload: done, onerror: failed });
      document.head.append(script);
    }));
    return loaded.get(url);
  }

  function style(url) { /* before our own sheets, which adjust it */
    if (loaded.has(url)) return;
    loaded.set(url, null);
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: url });
    document.querySelector("link[rel=stylesheet]").after(link);
  }

  /* Sequences */

  const itemsOf = (sequence) => [...sequence.querySelector(":scope > [data-items]").children]
    .filter((item) => "item" in item.dataset);

  function limit(sequence) {
    const items = itemsOf(sequence), { least, most } = sequence.dataset;
    sequence.querySelector(":scope > [data-add]").disabled = items.length >= Number(most);
    items.forEach((item, place) => {
      const find = (what) => item.querySelector(`:scope > .ep-item-tools ${what}`);
      const state = [["[data-remove]", items.length <= Number(least)], ['[data-move="-1"]', place === 0],
        ['[data-move="1"]', place === items.length - 1]];
      state.forEach(([what, off]) => { if (find(what)) find(what).disabled = off; });
    });
  }

  let made = 0;
  function addItem(sequence) {
    const template = document.createElement("template");
    template.innerHTML = decodeURIComponent(sequence.dataset.prototype);
    const item = template.content.firstElementChild;
    made += 1;
    ["id", "for", "aria-describedby", "aria-labelledby"].forEach((name) => {
      item.querySelectorAll(`[${name}]`).forEach((element) => {
        element.setAttribute(name, element.getAttribute(name).split(" ").map((id) => `${id}-new${made}`).join(" "));
      });
    });
    item.querySelectorAll("input[type=radio]").forEach((radio) => { radio.name += `-new${made}`; });
    sequence.querySelector(":scope > [data-items]").append(item);
    start(item);
    limit(sequence);
    item.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  }

  function removeItem(sequence, item) {
    const next = item.nextElementSibling || item.previousElementSibling;
    item.remove();
    limit(sequence);
    (next?.querySelector("[data-remove]:not(:disabled)") || sequence.querySelector(":scope > [data-add]")).focus();
  }

  function moveItem(sequence, item, button) {
    const down = button.dataset.move === "1", other = down ? item.nextElementSibling : item.previousElementSibling;
    if (!other) return;
    if (down) other.after(item); else other.before(item);
    limit(sequence);
    const back = item.querySelector(":scope > .ep-item-tools [data-move]:not(:disabled)");
    (button.disabled ? back : button)?.focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add], [data-remove], [data-move]");
    const sequence = button?.closest("[data-sequence]");
    if (!sequence) return;
    const item = button.closest("[data-item]");
    if ("add" in button.dataset) addItem(sequence);
    else if ("remove" in button.dataset) removeItem(sequence, item);
    else moveItem(sequence, item, button);
  });

  /* Dates: typed and shown as dd/mm/yyyy, posted as yyyy-mm-dd; what is no date is posted as typed and refused there */

  function isoDate(text) {
    const found = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text);
    if (!found) return "";
    const [day, month, year] = found.slice(1).map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    return same ? date.toISOString().slice(0, 10) : "";
  }

  function startDate(input) {
    const posted = Object.assign(document.createElement("input"), { type: "hidden", name: input.name });
    input.removeAttribute("name");
    input.after(posted);
    const copy = () => { posted.value = isoDate(input.value) || input.value.trim(); };
    input.addEventListener("input", copy);
    input.addEventListener("change", () => {
      const iso = isoDate(input.value);
      if (iso) input.value = iso.split("-").reverse().join("/");
      copy();
    });
    copy();
    if (SOURCES.dateScript) addCalendar(input, posted);
  }

  function addCalendar(input, posted) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "btn btn-outline-secondary", title: say.pick });
    button.setAttribute("aria-label", say.pick);
    button.innerHTML = `<svg class="ep-icon" aria-hidden="true"><use href="${SOURCES.icons}#calendar3"/></svg>`;
    posted.after(button);
    let calendar = null;
    button.addEventListener("click", async () => {
      style(SOURCES.dateStyle);
      await load(SOURCES.dateScript);
      await load(SOURCES.dateWords);
      calendar ||= window.flatpickr(button, {
        locale: LANGUAGE === "vi" ? "vn" : "default", clickOpens: false, disableMobile: true, positionElement: input,
        appendTo: document.getElementById("main"),
        onChange: ([date]) => {
          const two = (number) => String(number).padStart(2, "0");
          input.value = `${two(date.getDate())}/${two(date.getMonth() + 1)}/${date.getFullYear()}`;
          input.dispatchEvent(new Event("input", { bubbles: true }));
          input.focus();
        },
      });
      calendar.setDate(isoDate(input.value) || null, false);
      calendar.open();
    });
  }

  /* Long lists to choose from */

  async function startChoice(select) {
    style(SOURCES.selectStyle);
    await load(SOURCES.selectScript);
    if (select.tomselect) return;
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    if (label?.id) select.setAttribute("aria-labelledby", label.id); /* the label moves to Tom Select's own input */
    new window.TomSelect(select, {
      plugins: select.multiple ? { remove_button: { title: say.remove } } : {}, maxOptions: null,
      render: { no_results: () => `<div class="no-results">${say.none}</div>` },
    });
  }

  /* Rich text */

  const EDITOR = {
    language: LANGUAGE, branding: false, promotion: false, menubar: false, statusbar: false, min_height: 420,
    plugins: "autolink charmap code fullscreen image link lists searchreplace table wordcount", toolbar_mode: "wrap",
    toolbar: "undo redo | blocks | bold italic underline | bullist numlist outdent indent | alignleft aligncenter "
      + "alignright | link image table charmap | searchreplace removeformat code fullscreen",
    block_formats: { vi: "Đoạn văn=p; Mục lớn=h2; Mục=h3; Mục nhỏ=h4; Trích dẫn=blockquote",
      en: "Paragraph=p; Heading=h2; Subheading=h3; Small heading=h4; Quotation=blockquote" }[LANGUAGE],
    formats: { underline: { inline: "u", remove: "all" } }, convert_urls: false, entity_encoding: "raw",
    automatic_uploads: false, paste_data_images: false, image_uploadtab: false, table_default_attributes: {},
    table_default_styles: {}, table_sizing_mode: "responsive", body_class: "ep-prose", browser_spellcheck: true, contextmenu: false,
    file_picker_types: "file", file_picker_callback: (done) => window.eduportalFindPage(done),
    paste_preprocess: (_, pasted) => { pasted.content = window.eduportalPaste(pasted.content); },
  };

  function startEditor(target) {
    const sheets = [...document.querySelectorAll("link[data-editor]")].map((link) => link.href);
    const label = document.querySelector(`label[for="${CSS.escape(target.id)}"]`)?.firstChild?.textContent.trim() || "";
    const setup = (editor) => {
      editor.on("change input undo redo", () => editor.save());
      editor.on("init", () => { if (label) editor.iframeElement.title = label; });
    };
    window.hugerte.init({ ...EDITOR, target, content_css: sheets, setup });
  }

  function start(root) {
    root.querySelectorAll("[data-date]").forEach(startDate);
    if (SOURCES.selectScript) root.querySelectorAll("select[data-choose]").forEach(startChoice);
    if (window.hugerte) root.querySelectorAll("[data-richtext]").forEach(startEditor);
    root.querySelectorAll("[data-sequence]").forEach((sequence) => {
      limit(sequence);
      if ("orderable" in sequence.dataset && SOURCES.sortScript) startDragging(sequence);
    });
  }

  async function startDragging(sequence) {
    await load(SOURCES.sortScript);
    window.Sortable.create(sequence.querySelector(":scope > [data-items]"), {
      draggable: "[data-item]", handle: ".ep-item-tools", filter: "button", preventOnFilter: false, animation: 120,
      onEnd: () => limit(sequence),
    });
  }

  start(document);
})();
