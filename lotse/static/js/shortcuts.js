/* "/" searches, "?" lists the keys, [data-lotse-key="n"] is clicked by its key, Strg+Enter submits the form.
   Single keys can be switched off (WCAG 2.1.4); the choice stays in this browser. */
const STORE = "lotse-shortcuts";
const dialog = document.querySelector("[data-lotse-shortcuts-dialog]");
const typing = (el) => el.closest?.("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
const isOff = () => document.documentElement.dataset.lotseShortcuts === "off";

function apply(off) {
  if (off) document.documentElement.dataset.lotseShortcuts = "off";
  else delete document.documentElement.dataset.lotseShortcuts;
}
function remember(off) {
  apply(off);
  try { localStorage.setItem(STORE, off ? "off" : "on"); } catch { /* a browser may forbid storage */ }
}
/* The account's own setting stands in the page; what was chosen in this browser goes before it. */
try { if (localStorage.getItem(STORE)) apply(localStorage.getItem(STORE) === "off"); } catch { /* the account's setting stays */ }

function open() {
  if (!dialog || dialog.open) return;
  const list = dialog.querySelector("[data-lotse-shortcuts-list]");
  list.querySelectorAll("[data-lotse-found]").forEach((row) => row.remove());
  document.querySelectorAll("[data-lotse-key]").forEach((el) => {
    const key = document.createElement("dt"), text = document.createElement("dd"), cap = document.createElement("kbd");
    cap.className = "kbd";
    cap.textContent = el.dataset.lotseKey;
    key.dataset.lotseFound = text.dataset.lotseFound = "";
    key.append(cap);
    text.textContent = el.dataset.lotseKeyLabel || el.textContent.trim();
    list.append(key, text);
  });
  dialog.querySelector("[data-lotse-shortcuts-switch]").checked = !isOff();
  dialog.showModal();
}

dialog?.querySelector("[data-lotse-shortcuts-switch]").addEventListener("change", (event) => remember(!event.target.checked));
document.querySelectorAll("[data-lotse-close]").forEach((b) => b.addEventListener("click", () => b.closest("dialog").close()));
document.querySelectorAll("[data-lotse-shortcuts-open]").forEach((b) => { b.hidden = false; b.addEventListener("click", open); });

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return submit(event);
  if (event.ctrlKey || event.altKey || event.metaKey || isOff() || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") { event.preventDefault(); return open(); }
  if (event.key === "/") {
    const search = document.querySelector("[data-lotse-search]");
    if (search) { event.preventDefault(); search.focus(); search.select(); }
    return;
  }
  const target = [...document.querySelectorAll("[data-lotse-key]")].find((el) => el.dataset.lotseKey === event.key);
  if (target) { event.preventDefault(); target.click(); }
});

function submit(event) {
  const form = event.target.closest?.("form[data-lotse-submit-key]") || document.querySelector("main form[data-lotse-submit-key][data-lotse-guard]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-lotse-submit]") || undefined);
}
