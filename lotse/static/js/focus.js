/* [data-lotse-focus] takes the focus when it appears (error summary); a link to a fieldset focuses its first control. */
const take = () => document.querySelector("[data-lotse-focus]:not([data-lotse-seen])");

function grab() {
  const target = take();
  if (!target) return;
  target.dataset.lotseSeen = "yes";
  target.focus();
}
grab();
document.addEventListener("htmx:after:swap", grab);

document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  const control = field.matches("fieldset, div") ? field.querySelector("input, select, textarea") : field;
  event.preventDefault();
  field.scrollIntoView({ block: "center" });
  (control || field).focus({ preventScroll: true });
});
