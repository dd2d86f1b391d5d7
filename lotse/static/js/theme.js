/* [data-lotse-theme]: light, dark or what the system says. A cookie keeps it, so that the server draws the right page at once. */
const YEAR = 31536000;

document.querySelectorAll("[data-lotse-theme]").forEach((group) => {
  group.hidden = false;
  group.addEventListener("change", (event) => {
    const theme = event.target.value;
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `lotse-theme=${theme}; path=/; max-age=${theme ? YEAR : 0}; samesite=lax${secure}`;
    if (theme) document.documentElement.dataset.kernTheme = theme;
    else delete document.documentElement.dataset.kernTheme;
    document.querySelector("meta[name=color-scheme]").content = theme || "light dark";
  });
});
