/* Digits 1 to 9 pick the first nine chips of [data-lotse-chips], unless somebody is typing or switched keys off. */
const typing = (el) => el.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
  if (document.documentElement.dataset.lotseShortcuts === "off" || typing(event.target) || document.querySelector("dialog[open]")) return;
  const group = document.querySelector("[data-lotse-chips]");
  const box = group?.querySelectorAll("input")[Number(event.key) - 1];
  if (!box || box.disabled) return;
  event.preventDefault();
  box.focus();
  box.click();
});
