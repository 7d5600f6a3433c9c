/* What is typed into the form "edit" is kept: in this browser at once, on the server a few seconds later.
   A lost session or a power cut then costs nothing; the page offers the draft when it is opened again. */
(() => {
  "use strict";

  const form = document.getElementById("edit");
  const box = document.querySelector("[data-drafts]");
  if (!form || !box) return;
  const words = box.dataset, token = document.querySelector("meta[name=csrf-token]")?.content || "";
  const query = new URLSearchParams(location.search), type = query.get("type");
  const place = location.pathname + (type ? `?type=${type}` : ""), key = `ep-draft:${words.account}:${place}`;
  const endpoint = (view) => location.pathname.replace(/@@(edit|add)$/, view) + (type ? `?type=${encodeURIComponent(type)}` : "");
  const seen = () => form.elements.seen?.value || "0";
  const EVERY = 4000, HEARTBEAT = 60000;

  function typed() {
    try { window.hugerte?.triggerSave(); } catch { /* the editor is not ready yet */ }
    const found = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && !["csrf_token", "seen", "_charset_"].includes(name)) found.append(name, value);
    }
    return found.toString();
  }

  const local = {
    get: () => { try { return JSON.parse(localStorage.getItem(key) || "null"); } catch { return null; } },
    put: (value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full, or forbidden */ } },
    drop: () => { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
  };

  function say(text, warn) {
    const line = box.querySelector("[data-draft-status]");
    line.textContent = text;
    line.classList.toggle("ep-draft-warning", Boolean(warn));
  }

  let start = null, kept = null, asked = 0;

  async function send(text) {
    const body = new URLSearchParams(text);
    body.set("seen", seen());
    asked = Date.now();
    try {
      const answer = await fetch(endpoint("@@draft"), { method: "POST", body, headers: { "X-CSRF-Token": token } });
      if (!answer.ok || !(answer.headers.get("Content-Type") || "").includes("json")) throw new Error(answer.status);
      const told = await answer.json();
      say(told.taken || (told.saved ? words.kept.replace("{at}", told.saved) : words.local), Boolean(told.taken));
      return true;
    } catch {
      say(words.local, true);
      return false;
    }
  }

  async function look() {
    const now = typed();
    if (start === null) { start = kept = now; return; }
    const changed = now !== kept;
    if (changed) {
      kept = now;
      local.put({ text: now, seen: seen(), at: Date.now(), sent: false });
    }
    if (changed || (now !== start && Date.now() - asked > HEARTBEAT)) await send(now);
  }

  function offerLocal() {
    const found = local.get();
    if (!found || typeof found.text !== "string") return;
    const saved = found.sent && Number(seen()) > Number(found.seen);
    if (saved || found.text === typed()) { local.drop(); return; }
    /* The server holds the same already, and the page offers it. */
    if (words.server && Date.parse(words.server) + EVERY * 2 >= found.at) return;
    if (query.has("draft") || Date.now() - found.at > 30 * 86400000) return;
    const part = box.querySelector("[data-draft-offer]");
    part.hidden = false;
    part.querySelector("[data-draft-restore]").addEventListener("click", async () => {
      const body = new URLSearchParams(found.text);
      body.set("seen", found.seen);
      const answer = await fetch(endpoint("@@draft"), { method: "POST", body, headers: { "X-CSRF-Token": token } });
      if (answer.ok) { local.drop(); query.set("draft", "1"); location.search = query.toString(); }
    });
    part.querySelector("[data-draft-drop]").addEventListener("click", () => { local.drop(); part.hidden = true; });
  }

  let sending = false;
  form.addEventListener("submit", () => {
    sending = true;
    local.put({ text: typed(), seen: seen(), at: Date.now(), sent: true });
  });
  window.addEventListener("pagehide", () => {
    if (sending || type) return;
    navigator.sendBeacon(endpoint("@@leave"), new URLSearchParams({ csrf_token: token }));
  });

  window.setTimeout(() => { offerLocal(); look(); }, 1500); /* the editor has drawn its text by then */
  window.setInterval(look, EVERY);
})();
