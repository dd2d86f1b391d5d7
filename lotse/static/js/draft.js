/* form[data-lotse-draft="URL"]: keeps what is typed on the server, every few seconds when it changed and on leaving.
   Says so in [data-lotse-draft-status]. Passwords and files are never sent. */
const EVERY = 4000;
const clock = new Intl.DateTimeFormat("de-DE", { timeStyle: "medium", timeZone: "Europe/Berlin" });

function bind(form) {
  if (form.dataset.lotseDraftBound) return;
  form.dataset.lotseDraftBound = "yes";
  const status = form.querySelector("[data-lotse-draft-status]");
  const headers = { "X-CSRFToken": document.querySelector("meta[name=csrf-token]")?.content || "" };
  let dirty = false, busy = false, sent = false;

  const touch = () => { dirty = true; };
  form.addEventListener("input", touch);
  form.addEventListener("change", touch);
  form.addEventListener("submit", () => { sent = true; });

  function body() {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const control = form.elements.namedItem(name);
      if (name === "csrf_token" || typeof value !== "string" || control?.type === "password") continue;
      data.append(name, value);
    }
    return data;
  }

  async function save(keepalive = false) {
    if (!dirty || busy || sent) return;
    dirty = false;
    busy = true;
    try {
      const answer = await fetch(form.dataset.lotseDraft, { method: "POST", headers, body: body(), keepalive });
      if (!answer.ok) throw new Error(String(answer.status));
      if (status) status.textContent = `Entwurf gesichert ${clock.format(new Date())}`;
      if (!dirty) form.dispatchEvent(new CustomEvent("lotse:drafted", { bubbles: true }));
    } catch {
      dirty = true;
      if (status) status.textContent = "Entwurf nicht gesichert – bitte bald speichern";
    } finally {
      busy = false;
    }
  }

  setInterval(save, EVERY);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  window.addEventListener("pagehide", () => save(true));
}

const bindAll = () => document.querySelectorAll("form[data-lotse-draft]").forEach(bind);
bindAll();
document.addEventListener("htmx:after:swap", bindAll);
