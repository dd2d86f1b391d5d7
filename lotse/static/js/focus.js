/* [data-lotse-focus] takes the focus when it appears (error summary); a link to a fieldset focuses its first control.
   A page that is one form ("Abbrechen" leaves it) opens in its first field, unless something else wants the focus. */
const take = () => document.querySelector("[data-lotse-focus]:not([data-lotse-seen])");

function grab() {
  const target = take();
  if (!target) return;
  target.dataset.lotseSeen = "yes";
  target.focus();
}
grab();
document.addEventListener("htmx:after:swap", grab);

function begin() {
  const taken = document.activeElement !== document.body || location.hash || document.querySelector("[data-lotse-focus], [autofocus]");
  if (taken || !matchMedia("(hover: hover) and (pointer: fine)").matches) return; // a touch screen would raise its keyboard
  const form = document.querySelector("main form[data-lotse-guard]:has([data-lotse-leave])");
  const first = [...(form?.elements ?? [])].find((el) => el.matches("input:not([type=hidden]), select, textarea") && !el.disabled && !el.readOnly && el.offsetParent);
  const group = first?.type === "radio" ? form.querySelector(`[name="${CSS.escape(first.name)}"]:checked`) : null;
  (group || first)?.focus({ preventScroll: true });
}
begin();

document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  const control = field.matches("fieldset, div") ? field.querySelector("input, select, textarea") : field;
  event.preventDefault();
  field.scrollIntoView({ block: "center" });
  (control || field).focus({ preventScroll: true });
});
