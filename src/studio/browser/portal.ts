// What pages gain with JavaScript; each page works without.
document.documentElement.classList.add("has-script");

// The error summary takes the focus, so that a screen reader begins there.
document.querySelector<HTMLElement>("[data-focus]")?.focus();

// Dangerous steps ask once more.
for (const button of document.querySelectorAll<HTMLElement>("[data-confirm]")) {
  button.addEventListener("click", (event) => {
    if (!window.confirm(button.dataset["confirm"])) event.preventDefault();
  });
}

// A form is sent once: a second press within the same page would only repeat the command.
for (const form of document.querySelectorAll<HTMLFormElement>("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset["sent"] === "true") event.preventDefault();
    if (!event.defaultPrevented) form.dataset["sent"] = "true";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) delete form.dataset["sent"];
});
export {};
