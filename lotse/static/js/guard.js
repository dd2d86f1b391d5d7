/* form[data-lotse-guard]: asks before typed text is lost, and sends a form only once. */
const changed = new WeakSet();
let leaving = false;

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-lotse-guard]");
  if (form) changed.add(form);
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-lotse-guard]");
  if (form) changed.add(form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-lotse-guard]") || event.defaultPrevented) return;
  if (form.dataset.lotseSent && !form.hasAttribute("hx-post")) return event.preventDefault();
  form.dataset.lotseSent = "yes";
  leaving = true;
  setTimeout(() => { leaving = false; delete form.dataset.lotseSent; }, 4000);
});
document.addEventListener("click", (event) => { if (event.target.closest("[data-lotse-leave]")) leaving = true; });
window.addEventListener("pageshow", (event) => {
  if (event.persisted) { leaving = false; document.querySelectorAll("[data-lotse-sent]").forEach((f) => delete f.dataset.lotseSent); }
});
document.addEventListener("lotse:drafted", (event) => changed.delete(event.target));

window.addEventListener("beforeunload", (event) => {
  if (leaving) return;
  const open = [...document.querySelectorAll("form[data-lotse-guard]")].some((form) => changed.has(form));
  if (open) event.preventDefault();
});
