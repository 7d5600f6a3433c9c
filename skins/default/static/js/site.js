/* Small helps on every page; all of it works without them. */
(() => {
  "use strict";

  const openFolds = () => document.querySelectorAll("details[data-fold][open]");

  document.addEventListener("click", (event) => {
    for (const fold of openFolds()) {
      if (!fold.contains(event.target)) fold.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const fold of openFolds()) {
      fold.open = false;
      if (fold.contains(document.activeElement)) fold.querySelector("summary").focus();
    }
  });

  /* data-confirm on a form or on one of its buttons: ask before it is sent. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const question = event.submitter?.dataset.confirm || form.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
    else if (form.method === "post" && !("many" in form.dataset)) refuseSecondPost(event);
  });

  /* A second click while the first post is on its way would send everything twice. */
  function refuseSecondPost(event) {
    const form = event.target;
    if (form.dataset.sent) event.preventDefault();
    else if (!event.defaultPrevented) form.dataset.sent = "true";
  }

  window.addEventListener("pageshow", () => { /* back from the next page: the form may be sent again */
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  /* data-check-all="name": one box that ticks all boxes of that name in its form. */
  document.addEventListener("change", (event) => {
    const name = event.target.dataset?.checkAll;
    if (!name) return;
    const scope = event.target.form || document;
    scope.querySelectorAll(`input[type=checkbox][name="${CSS.escape(name)}"]`).forEach((box) => {
      if (!box.disabled) box.checked = event.target.checked;
    });
  });

  /* Messages of the server are read out and brought into view after a post. */
  const errors = document.querySelector("[data-errors]");
  if (errors) errors.focus();

  /* Nothing that was typed stays on a shared computer after signing out. */
  document.addEventListener("submit", (event) => {
    if (!event.target.getAttribute?.("action")?.endsWith("@@logout")) return;
    try {
      Object.keys(localStorage).filter((key) => key.startsWith("ep-draft:")).forEach((key) => localStorage.removeItem(key));
    } catch { /* the browser keeps nothing at all */ }
  });
})();
