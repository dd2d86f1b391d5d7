/* The contact screen by keyboard: the person picked, a new one prefilled, the clock, "/" free hands for digits.
   Everything here only helps; the form works without it. */
const form = document.getElementById("kontakt");

if (form) {
  const box = form.querySelector("[data-lotse-person]");
  const typed = box.querySelector("input:not([type=hidden])");
  const holder = form.elements.namedItem("person_id");
  const fresh = document.getElementById("neue-person");
  const begin = form.querySelector("[data-lotse-begin]");
  const clockLabel = form.querySelector("[name=minutes][value='']")?.closest("label")?.querySelector("span");
  const wallClock = new Intl.DateTimeFormat("de-DE", { timeStyle: "short", timeZone: "Europe/Berlin" });
  let startedAt = Date.now(), begun = !!form.querySelector("[name=note]").value || !!typed.value, filledPostcode = "";

  const firstConcern = () => form.querySelector("[data-lotse-chips] input");
  const showCard = () => document.getElementById("person-karte").dispatchEvent(new Event("picked", { bubbles: true }));
  const set = (name, value) => { if (value) form.elements.namedItem(name).value = value; };

  box.addEventListener("lotse:chosen", (event) => {
    const { value, option } = event.detail;
    if (value === "new") {
      holder.value = "";
      fresh.open = true;
      set("new_last", option.dataset.last);
      set("new_first", option.dataset.first);
      set("new_born", option.dataset.born);
      set("new_phone", option.dataset.phone);
      typed.value = "";
      const missing = ["new_first", "new_born"].map((name) => form.elements.namedItem(name)).find((field) => !field.value);
      (missing || firstConcern())?.focus();
    } else {
      const language = form.elements.namedItem("language");
      if (option.dataset.language && option.dataset.language !== language.value) {
        language.value = option.dataset.language;
        language.dispatchEvent(new Event("change", { bubbles: true }));
      }
      const postcode = form.elements.namedItem("postcode");
      if (option.dataset.postcode || postcode.value === filledPostcode) postcode.value = filledPostcode = option.dataset.postcode || "";
      fresh.open = false;
      showCard();
      firstConcern()?.focus();
    }
  });
  typed.addEventListener("input", () => { if (!holder.value) showCard(); });

  form.querySelectorAll("[data-lotse-go]").forEach((button) => button.addEventListener("click", () => {
    const target = form.querySelector(`[name=${button.dataset.lotseGo}]:checked`) || form.querySelector(`[name=${button.dataset.lotseGo}]`);
    target.focus();
    if (target.type === "checkbox") { target.click(); form.querySelector("[name=benefit]").focus(); }
  }));

  // Enter never books by accident; Strg+Enter does. In the empty person field it means: anonymous, go on.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !event.target.matches("input:not([type=submit])")) return;
    if (event.defaultPrevented) return; // it picked a hit of the list, which has set the focus
    event.preventDefault();
    if (event.target === typed && !typed.value.trim()) firstConcern()?.focus();
  });

  // The clock starts with the first thing typed or picked, not with the opening of the page.
  form.addEventListener("input", (event) => {
    if (begun || event.target === begin) { begun = true; return; }
    begun = true;
    startedAt = Date.now();
    if (begin && begin.value === begin.defaultValue) begin.value = wallClock.format(new Date());
  });
  setInterval(() => {
    if (clockLabel && begun) clockLabel.textContent = `läuft (${Math.max(1, Math.ceil((Date.now() - startedAt) / 60000))} Min.)`;
  }, 5000);

  // "Dorthin" beside a matching offer chooses it as the place of referral.
  document.getElementById("passend")?.addEventListener("click", (event) => {
    const button = event.target.closest("[data-lotse-offer]");
    if (!button) return;
    form.querySelector("[name=result][value=referred]").click();
    form.elements.namedItem("offer").value = button.dataset.lotseOfferName;
    form.elements.namedItem("offer_id").value = button.dataset.lotseOffer;
    form.elements.namedItem("offer").focus();
  });
  const unhide = () => document.querySelectorAll("[data-lotse-offer]").forEach((button) => { button.hidden = false; });
  document.addEventListener("htmx:after:swap", unhide);
  unhide();

  if (!form.querySelector("[data-lotse-focus]") && !document.querySelector(".error-summary")) (holder.value && firstConcern() || typed).focus();
}
