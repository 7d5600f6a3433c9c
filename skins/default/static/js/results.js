// The calculation beside the table of results: htmx brings it, this shows it, moves the focus, and takes it away again.
(() => {
  "use strict";

  const panel = document.getElementById('calculation');
  if (!panel) { return; }
  let from = null;

  const unmark = () => document.querySelectorAll('.rs-table a[aria-current]')
    .forEach(each => each.removeAttribute('aria-current'));

  const close = () => {
    panel.hidden = true;
    panel.replaceChildren();
    unmark();
    if (from) { from.focus(); }
  };

  document.addEventListener('htmx:beforeRequest', event => {
    const link = event.detail.elt;
    if (link.closest('.rs-table')) { from = link; }
  });

  panel.addEventListener('htmx:afterSwap', () => {
    panel.hidden = false;
    panel.scrollTop = 0;
    unmark();
    if (from) { from.setAttribute('aria-current', 'true'); }
    panel.querySelector('[data-panel-title]')?.focus({preventScroll: true});
  });

  // What cannot be brought is opened as a page, which says why.
  for (const trouble of ['htmx:responseError', 'htmx:sendError']) {
    document.addEventListener(trouble, event => { window.location.assign(event.detail.elt.href); });
  }

  panel.addEventListener('click', event => { if (event.target.closest('[data-panel-close]')) { close(); } });
  document.addEventListener('keydown', event => { if (event.key === 'Escape' && !panel.hidden) { close(); } });
})();
