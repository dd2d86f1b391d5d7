/* input[data-lotse-select-all="name"] ticks every checkbox of that name in its form; [data-lotse-selected] counts them. */
document.addEventListener("change", (event) => {
  const form = event.target.closest("form");
  const all = form?.querySelector("[data-lotse-select-all]");
  if (!all) return;
  const boxes = [...form.querySelectorAll(`input[type=checkbox][name="${all.dataset.lotseSelectAll}"]`)];
  if (event.target === all) boxes.forEach((box) => { box.checked = all.checked; });
  const chosen = boxes.filter((box) => box.checked).length;
  all.checked = chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
  const note = form.querySelector("[data-lotse-selected]");
  if (note) note.textContent = chosen ? `${chosen} ausgewählt` : "";
});
