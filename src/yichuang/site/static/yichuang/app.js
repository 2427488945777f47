// Small comforts. Every page works without this file.
"use strict";
document.documentElement.classList.add("js");

// The page arrives with errors: read them out first.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector(".error-summary")?.focus();
  applyHotkeySwitch();
});

// A refusal swapped in by htmx is read out and brought into sight.
document.addEventListener("htmx:after:swap", () => {
  document.querySelector("#problems .problem, .error-summary")?.focus();
});

document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.matches(".file input[type=file]")) {
    const names = Array.from(input.files, (file) => file.name).join("、");
    input.closest(".file").querySelector(".chosen").textContent = names || input.dataset.none;
  }
  if (input.matches("[data-hotkey-switch]")) {
    localStorage.setItem("hotkeys", input.checked ? "on" : "off");
  }
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-print]");
  if (!button) return;
  if (button.matches("[data-print]")) return window.print();
  await navigator.clipboard.writeText(button.dataset.copy);
  button.nextElementSibling.textContent = button.dataset.done;
});

// Single keys for staff; they can be switched off (WCAG 2.1.4) and never act while typing.
function hotkeysOn() {
  return localStorage.getItem("hotkeys") !== "off";
}
function applyHotkeySwitch() {
  const box = document.querySelector("[data-hotkey-switch]");
  if (box) box.checked = hotkeysOn();
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !hotkeysOn()) return;
  if (event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select")) return;
  const target = Array.from(document.querySelectorAll("[data-hotkey]")).find(
    (element) => element.dataset.hotkey === event.key && element.getClientRects().length,
  );
  if (!target) return;
  event.preventDefault();
  if (target.matches("input, textarea, select")) target.focus();
  else target.click();
});
