/* [data-lotse-fill] holds field names and values as JSON; a click writes them into the first form of the page. */
document.querySelectorAll("[data-lotse-fill]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const form = document.querySelector("main form");
    for (const [name, value] of Object.entries(JSON.parse(button.dataset.lotseFill))) form.elements.namedItem(name).value = value;
    form.querySelector("button:not([type=button])").focus();
  });
});
