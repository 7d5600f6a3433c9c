/* The chooser beside the address of a link in the editor: pages found by words, kept by identity when the page is saved. */
(() => {
  "use strict";

  const { url } = document.currentScript.dataset;
  const WORDS = {
    vi: { title: "Tìm trang để liên kết", words: "Từ cần tìm", own: "Trong đơn vị này", city: "Toàn tỉnh, thành phố",
      find: "Tìm", close: "Đóng", none: "Không tìm thấy trang nào.", failed: "Không tìm được lúc này. Hãy thử lại." },
    en: { title: "Find a page to link to", words: "Words", own: "In this unit", city: "In the whole province",
      find: "Find", close: "Close", none: "No page was found.", failed: "This cannot be searched now. Try again." },
  };
  const say = WORDS[document.documentElement.lang] || WORDS.vi;

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  }

  function build(choose) {
    const input = element("input", { class: "form-control", type: "search", id: "find-page-q", maxlength: "200" });
    const scope = element("select", { class: "form-select", "aria-label": say.title },
      element("option", { value: "" }, say.own), element("option", { value: "city" }, say.city));
    const form = element("form", { class: "ep-find-page" },
      element("label", { class: "form-label", for: "find-page-q" }, say.words), input, scope,
      element("button", { class: "btn btn-primary", type: "submit" }, say.find));
    const told = element("p", { role: "status" });
    const list = element("ul", { class: "list-unstyled" });
    const close = element("button", { class: "btn btn-outline-primary", type: "button" }, say.close);
    const dialog = element("dialog", { class: "ep-find-dialog", "aria-labelledby": "find-page-title" },
      element("h2", { id: "find-page-title" }, say.title), form, told, list, close);
    const end = () => { dialog.close(); dialog.remove(); };
    close.addEventListener("click", end);
    dialog.addEventListener("cancel", () => setTimeout(() => dialog.remove()));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const query = new URLSearchParams({ q: input.value, scope: scope.value });
      try {
        const answer = await fetch(`${url}?${query}`, { headers: { "X-Requested-With": "fetch" } });
        if (!answer.ok) throw new Error(answer.status);
        const { found } = await answer.json();
        told.textContent = found.length ? "" : say.none;
        list.replaceChildren(...found.map((page) => {
          const button = element("button", { class: "btn btn-light", type: "button" }, page.title);
          button.append(" ", element("span", { class: "ep-muted" }, `${page.type} · ${page.unit}`));
          button.addEventListener("click", () => { end(); choose(page); });
          return element("li", {}, button);
        }));
      } catch {
        told.textContent = say.failed;
      }
    });
    return dialog;
  }

  /* Called by the editor when somebody asks for an address: done(address, {text, title}). */
  window.eduportalFindPage = (done) => {
    const dialog = build((page) => done(page.url, { text: page.title }));
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("input").focus();
  };
})();
