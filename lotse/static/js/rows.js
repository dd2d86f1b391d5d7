/* form[data-lotse-rows]: j and i (or the arrows) walk its rows (k and a begin a contact on every page); a button
   pressed while nothing is ticked acts on the row one stands on, and the next page stands on the row that took its place. */
const STORE = "lotse-row";
const form = document.querySelector("form[data-lotse-rows]");
const rows = form ? [...form.querySelectorAll("tbody tr")] : [];
const here = () => rows.findIndex((row) => row.ariaCurrent === "true");
const box = (row) => row?.querySelector("input[type=checkbox]");

function stand(index) {
  const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
  if (!row) return;
  rows[here()]?.removeAttribute("aria-current");
  row.ariaCurrent = "true";
  (box(row) || row.querySelector("a, button"))?.focus();
  row.scrollIntoView({ block: "center" });
}

function walk(event) {
  const step = { j: 1, ArrowDown: 1, i: -1, ArrowUp: -1 }[event.key];
  const elsewhere = event.target.closest?.("input:not([type=checkbox]), select, textarea, dialog[open], [role=listbox]");
  if (!step || elsewhere || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key.length === 1 && document.documentElement.dataset.lotseShortcuts === "off") return;
  event.preventDefault();
  stand(here() + step);
}

function act(event) {
  const at = here(), boxes = [...form.querySelectorAll("tbody input[type=checkbox]")];
  if (event.submitter?.name !== "aktion" || at < 0) return;
  if (!boxes.some((each) => each.checked) && box(rows[at])) box(rows[at]).checked = true;
  try { sessionStorage.setItem(STORE, at); } catch { /* then the next page stands nowhere */ }
}

if (rows.length) {
  document.addEventListener("keydown", walk);
  form.addEventListener("submit", act);
  form.addEventListener("focusin", (event) => {
    const row = event.target.closest("tbody tr");
    if (row && row.ariaCurrent !== "true") { rows[here()]?.removeAttribute("aria-current"); row.ariaCurrent = "true"; }
  });
  document.querySelectorAll("[data-lotse-rows-hint]").forEach((hint) => { hint.hidden = false; });
  try {
    const kept = sessionStorage.getItem(STORE);
    sessionStorage.removeItem(STORE);
    if (kept !== null) stand(Number(kept));
  } catch { /* no storage, no memory */ }
}
