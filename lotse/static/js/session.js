/* dialog[data-lotse-session="seconds"]: two minutes before the session ends it asks, and "Verlängern" goes on.
   Every answer of the server starts the time anew. */
const dialog = document.querySelector("[data-lotse-session]");
const WARN = 120;

if (dialog) {
  const left = dialog.querySelector("[data-lotse-session-left]");
  const button = dialog.querySelector("[data-lotse-session-extend]");
  const length = Number(dialog.dataset.lotseSession);
  let ends = Date.now() + length * 1000;
  const renew = () => { ends = Date.now() + length * 1000; if (dialog.open) dialog.close(); };

  document.addEventListener("htmx:after:request", renew);
  document.addEventListener("lotse:drafted", renew);

  button.addEventListener("click", async () => {
    const headers = { "X-CSRFToken": document.querySelector("meta[name=csrf-token]")?.content || "" };
    try {
      const answer = await fetch(dialog.dataset.lotseExtend, { method: "POST", headers });
      if (answer.ok && !answer.redirected) return renew();
    } catch { /* told below */ }
    left.closest("p").textContent = "Die Sitzung ist zu Ende. Laden Sie die Seite neu und melden Sie sich an; Ihr Entwurf ist noch da.";
    button.hidden = true;
  });

  setInterval(() => {
    const seconds = Math.max(0, Math.round((ends - Date.now()) / 1000));
    if (seconds > WARN) return;
    if (!dialog.open && !button.hidden) dialog.showModal();
    if (seconds === 0 && !button.hidden) {
      left.closest("p").textContent = "Die Sitzung ist zu Ende. Laden Sie die Seite neu und melden Sie sich an; Ihr Entwurf ist noch da.";
      button.hidden = true;
    } else if (!button.hidden) left.textContent = seconds > 60 ? "2 Minuten" : seconds > 15 ? "einer Minute" : "wenigen Sekunden";
  }, 5000);
}
