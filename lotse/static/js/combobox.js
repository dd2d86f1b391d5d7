/* Combobox after the WAI-ARIA pattern: the list comes from the server as <li role="option" data-value data-label>.
   <div data-lotse-combobox="URL" data-lotse-method="post" data-lotse-min="2" data-lotse-value="name of a hidden field"> input, ul[role=listbox]
   An option may carry data-href: choosing it opens that page. Fires "lotse:chosen" on the field.
   A list that comes late keeps the option that was marked meanwhile; after a choice no list opens any more.
   With data-lotse-eager the first hit is marked at once, and Enter pressed before the list has come picks it when it comes. */
const DELAY = 150;

function bind(box) {
  if (box.dataset.lotseBound) return;
  box.dataset.lotseBound = "yes";
  const input = box.querySelector("input:not([type=hidden])");
  const list = box.querySelector("[role=listbox]");
  if (!input || !list) return;
  const holder = box.dataset.lotseValue ? input.form?.elements.namedItem(box.dataset.lotseValue) : null;
  let timer, request, pickWhenShown = false, active = -1, chosenLabel = holder && holder.value ? input.value : null;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);

  const options = () => [...list.querySelectorAll("[role=option]")];
  const isOpen = () => !list.hidden;

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    const all = options();
    if (!all.length) return;
    active = (index + all.length) % all.length;
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    input.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  }

  function show(html) {
    const marked = valueOf(options()[active]);
    list.innerHTML = html;
    options().forEach((option, i) => {
      option.id ||= `${list.id}-${i}`;
      option.setAttribute("aria-selected", "false");
    });
    active = -1;
    list.hidden = !list.textContent.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
    const again = marked ? options().findIndex((option) => valueOf(option) === marked) : -1;
    if (again >= 0) mark(again);
    else if (box.dataset.lotseEager && options().length) mark(0);
    if (pickWhenShown) {
      pickWhenShown = false;
      if (options().length) choose(options()[0]);
      else if (input.form?.getAttribute("role") === "search") input.form.requestSubmit();
    }
  }

  async function ask() {
    const typed = input.value.trim();
    request?.abort();
    if (typed.length < Number(box.dataset.lotseMin || 2)) return close();
    request = new AbortController();
    box.setAttribute("aria-busy", "true");
    try {
      const answer = await fetchList(box, typed, request.signal);
      if (answer.ok && document.activeElement === input) show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") close();
    } finally {
      box.removeAttribute("aria-busy");
    }
  }

  function choose(option) {
    if (option.getAttribute("aria-disabled") === "true") return;
    const link = option.dataset.href || option.querySelector("a")?.href;
    if (link && !option.dataset.value) return location.assign(link);
    clearTimeout(timer);
    request?.abort();
    input.value = chosenLabel = option.dataset.label || option.textContent.trim();
    if (holder) holder.value = option.dataset.value || "";
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
    box.dispatchEvent(new CustomEvent("lotse:chosen", { bubbles: true, detail: { value: option.dataset.value, option } }));
  }

  input.addEventListener("input", () => {
    if (holder && input.value !== chosenLabel) holder.value = "";
    pickWhenShown = false;
    clearTimeout(timer);
    timer = setTimeout(ask, DELAY);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen()) return ask();
      mark(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Enter" && isOpen() && active >= 0 && !event.ctrlKey) {
      event.preventDefault();
      choose(options()[active]);
    } else if (event.key === "Enter" && box.dataset.lotseEager && !event.ctrlKey && input.value !== chosenLabel && input.value.trim().length >= Number(box.dataset.lotseMin || 2)) {
      event.preventDefault();
      clearTimeout(timer);
      pickWhenShown = true;
      ask();
    } else if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") close();
  });
  input.addEventListener("blur", () => { request?.abort(); clearTimeout(timer); close(); });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && !event.target.closest("a")) choose(option);
  });
}

const valueOf = (option) => option?.dataset.value || option?.dataset.href;

function fetchList(box, typed, signal) {
  const url = new URL(box.dataset.lotseCombobox, location.href);
  const headers = { "HX-Request": "true", Accept: "text/html" };
  if (box.dataset.lotseMethod !== "post") {
    url.searchParams.set("q", typed);
    return fetch(url, { headers, signal });
  }
  headers["X-CSRFToken"] = document.querySelector("meta[name=csrf-token]")?.content || "";
  return fetch(url, { method: "POST", headers, signal, body: new URLSearchParams({ q: typed }) });
}

const bindAll = (root) => root.querySelectorAll("[data-lotse-combobox]").forEach(bind);
bindAll(document);
document.addEventListener("htmx:after:swap", () => bindAll(document));
