/* What Word puts on the clipboard, made plain: real lists, clean tables, no mso-*. The server cleans again. */
window.eduportalPaste = (() => {
  "use strict";

  const FROM_WORD = /mso-|class="?Mso|urn:schemas-microsoft-com/i;
  const LEVEL = /mso-list:\s*l\d+\s+level(\d+)/i;
  const KEPT_STYLES = ["text-align", "vertical-align"];
  const LOST = "class lang width height border cellspacing cellpadding align valign data-ordered".split(" ");

  /* The bullets and numbers that Word writes as text; a paragraph whose mark is a number belongs to an ol. */
  function takeMarks(page) {
    page.querySelectorAll("[style]").forEach((mark) => {
      if (!/mso-list:\s*Ignore/i.test(mark.getAttribute("style"))) return;
      const paragraph = mark.closest("p");
      if (paragraph && /^\s*[\da-z]+[.)]/i.test(mark.textContent)) paragraph.dataset.ordered = "yes";
      mark.remove();
    });
  }

  function makeLists(page) {
    const lists = new Set();
    page.querySelectorAll("p").forEach((paragraph) => {
      const level = LEVEL.exec(paragraph.getAttribute("style") || "");
      if (!level) return;
      const tag = paragraph.dataset.ordered ? "ol" : "ul";
      let list = paragraph.previousElementSibling;
      if (!lists.has(list)) {
        list = page.createElement(tag);
        lists.add(list);
        paragraph.before(list);
      }
      for (let depth = 1; depth < Number(level[1]); depth += 1) {
        const item = list.lastElementChild || list.appendChild(page.createElement("li"));
        list = item.querySelector(":scope > ul, :scope > ol") || item.appendChild(page.createElement(tag));
      }
      const item = list.appendChild(page.createElement("li"));
      item.append(...paragraph.childNodes);
      paragraph.remove();
    });
  }

  function plain(element) {
    if (element.tagName.includes(":")) return element.replaceWith(...element.childNodes);
    if (element.tagName === "IMG" && /^file:/i.test(element.getAttribute("src") || "")) return element.remove();
    const kept = KEPT_STYLES.filter((name) => element.style.getPropertyValue(name))
      .map((name) => [name, element.style.getPropertyValue(name)]);
    element.removeAttribute("style");
    LOST.forEach((name) => element.removeAttribute(name));
    kept.forEach(([name, value]) => element.style.setProperty(name, value));
    const empty = ["SPAN", "FONT"].includes(element.tagName) && !element.attributes.length;
    return empty && element.replaceWith(...element.childNodes);
  }

  function dropComments(page) {
    const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_COMMENT);
    const comments = [];
    while (walker.nextNode()) comments.push(walker.currentNode);
    comments.forEach((comment) => comment.remove());
  }

  return function clean(html) {
    if (!FROM_WORD.test(html)) return html;
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll("style, meta, link, xml, script, title").forEach((element) => element.remove());
    takeMarks(page);
    makeLists(page);
    page.body.querySelectorAll("*").forEach(plain);
    dropComments(page);
    return page.body.innerHTML;
  };
})();
