/* form[data-lotse-draft="URL"]: keeps what is typed on the server, at each pause in the typing and on leaving.
   Says so in [data-lotse-draft-status]. Passwords and files are never sent.
   When the same draft went on at another desk, the server keeps both: this page goes on in a draft of its own and
   shows the other version in [data-lotse-draft-elsewhere]. A form leaves the page only after its text is kept. */
const PAUSE = 600, AT_LEAST_EVERY = 2500, PATIENCE = 8000;
const clock = new Intl.DateTimeFormat("de-DE", { timeStyle: "medium", timeZone: "Europe/Berlin" });
const tokenNow = () => document.querySelector("meta[name=csrf-token]")?.content || "";
let signedOut = false; // nobody is signed in any more, or somebody else
const accountNow = (page) => page.querySelector("meta[name=lotse-account]")?.content;

/* Somebody may have signed in again in another tab: then this page takes the new token, for the same account only. */
async function renewToken() {
  signedOut = false;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("meta[name=csrf-token]")?.content;
  signedOut = answer.ok && accountNow(page) !== accountNow(document);
  if (!answer.ok || !token || signedOut) return false;
  document.querySelector("meta[name=csrf-token]").content = token;
  document.querySelectorAll("input[name=csrf_token]").forEach((input) => { input.value = token; });
  return true;
}

function bind(form) {
  if (form.dataset.lotseDraftBound) return;
  form.dataset.lotseDraftBound = "yes";
  const status = form.querySelector("[data-lotse-draft-status]");
  const field = (name) => form.querySelector(`input[type=hidden][name=${name}]`);
  const version = field("draft_version"), writer = field("draft_writer"), key = field("form_key");
  writer.value = crypto.randomUUID?.().replaceAll("-", "") || String(Math.random()).slice(2);
  let url = form.dataset.lotseDraft, dirty = false, sent = false, running = null, timer, since = 0;
  const say = (text) => { if (status) status.textContent = text; };

  function touch() {
    dirty = true;
    since ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(PAUSE, since + AT_LEAST_EVERY - Date.now())));
  }
  form.addEventListener("input", touch);
  form.addEventListener("change", touch);

  function body() {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const control = form.elements.namedItem(name);
      if (name === "csrf_token" || typeof value !== "string" || control?.type === "password") continue;
      data.append(name, value);
    }
    return data;
  }

  const post = (keepalive) => fetch(url, {
    method: "POST", headers: { "X-CSRFToken": tokenNow() }, body: body(), keepalive, signal: AbortSignal.timeout(PATIENCE),
  });

  async function keep(keepalive) {
    let answer = await post(keepalive);
    if (answer.status === 400 && await renewToken()) answer = await post(keepalive);
    else if (answer.status === 400 && signedOut) return tellSessionIsOver(false);
    const known = answer.headers.get("Lotse-Draft-Key");
    if (known) {
      version.value = answer.headers.get("Lotse-Draft-Version");
      if (known !== key.value) {
        url = url.replace(key.value, known);
        key.value = known;
      }
    }
    if (!known && answer.redirected) return tellSessionIsOver(false); // to the log-in page: nobody is signed in here
    if (answer.status === 401) return tellSessionIsOver(!!known);
    if (!answer.ok || !known) throw new Error(String(answer.status));
    if (answer.headers.get("Lotse-Draft-Elsewhere")) showOther(form, await answer.text());
    say(`Entwurf gesichert ${clock.format(new Date())}`);
    return true;
  }

  function tellSessionIsOver(isKept) {
    dirty ||= !isKept;
    if (!status) return isKept;
    status.innerHTML = `<strong>Ihre Sitzung ist zu Ende.</strong> ${isKept ? "Ihr Text ist gesichert" : "Ihr Text steht noch hier"}: <a href="/anmelden" target="_blank" rel="noopener">in neuem Fenster anmelden</a>, dann hier weiterschreiben.`;
    return isKept;
  }

  async function save(keepalive = false) {
    if (running && !keepalive) { await running; }
    if (!dirty || sent) return !dirty;
    dirty = false;
    since = 0;
    clearTimeout(timer);
    running = keep(keepalive === true).catch(() => {
      dirty = true;
      say("Der Server antwortet nicht. Ihr Text steht noch hier; er wird gesichert, sobald es wieder geht.");
      timer = setTimeout(save, AT_LEAST_EVERY);
      return false;
    });
    const kept = await running;
    running = null;
    if (kept && !dirty) form.dispatchEvent(new CustomEvent("lotse:drafted", { bubbles: true }));
    return kept;
  }

  /* The text goes to the drafts first: a server that does not answer, or a second version, must not cost a word. */
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented || form.hasAttribute("hx-post")) return;
    if (sent || (!dirty && !running)) { sent = true; return; }
    event.preventDefault();
    const before = key.value;
    if (form.dataset.lotseSubmitting) return;
    form.dataset.lotseSubmitting = "yes";
    const kept = await save();
    delete form.dataset.lotseSubmitting;
    if (!kept || key.value !== before) return;
    sent = true;
    form.requestSubmit(event.submitter);
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) sent = false; });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  window.addEventListener("pagehide", () => save(true));
}

/* Names of fields and their values become the words that stand on the page. */
function showOther(form, html) {
  const place = document.querySelector("[data-lotse-draft-elsewhere]") || form.insertAdjacentElement("beforebegin", document.createElement("div"));
  place.innerHTML = html;
  place.querySelectorAll("[data-lotse-field]").forEach((row) => {
    const controls = [...form.querySelectorAll(`[name="${row.dataset.lotseField}"]`)];
    if (!controls.length || controls[0].type === "hidden") return row.remove();
    const group = controls[0].closest("fieldset")?.querySelector("legend");
    const label = controls.length > 1 ? group : controls[0].labels?.[0];
    row.querySelector("th").textContent = (label?.firstChild?.textContent || row.dataset.lotseField).trim();
    row.querySelectorAll("td").forEach((cell) => {
      const words = cell.textContent.split(", ").map((value) => wordOf(controls, value));
      cell.textContent = words.join(", ");
    });
  });
  place.scrollIntoView({ block: "nearest" });
}

function wordOf(controls, value) {
  const option = controls[0].options && [...controls[0].options].find((one) => one.value === value);
  const box = controls.find((one) => ["radio", "checkbox"].includes(one.type) && one.value === value);
  return option?.textContent || box?.closest("label")?.querySelector("span")?.textContent || value;
}

const bindAll = () => document.querySelectorAll("form[data-lotse-draft]").forEach(bind);
bindAll();
document.addEventListener("htmx:after:swap", bindAll);
