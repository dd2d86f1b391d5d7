/* Only the finer concerns of chosen areas; without a script all of them stand under "Genauer". */
const details = document.querySelector(".concern-details");
const form = details?.closest("form");

function narrow() {
  const chosen = new Set([...form.querySelectorAll("[name=concerns]:checked")].map((input) => input.value));
  const areas = [...details.querySelectorAll("[data-lotse-area]")];
  areas.forEach((area) => area.toggleAttribute("data-lotse-hidden", !chosen.has(area.dataset.lotseArea) && !area.querySelector(":checked")));
  details.toggleAttribute("data-lotse-hidden", areas.every((area) => area.hasAttribute("data-lotse-hidden")));
}
if (form) { form.addEventListener("change", narrow); narrow(); }
