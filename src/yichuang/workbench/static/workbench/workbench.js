// Keys for lists, and focus after a step. Every page works without this file.
"use strict";

function hotkeysAllowed(event) {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing
    && localStorage.getItem("hotkeys") !== "off"
    && !event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select");
}

// j and k walk the rows of a list; Enter is the link's own.
document.addEventListener("keydown", (event) => {
  if (!["j", "k"].includes(event.key) || !hotkeysAllowed(event)) return;
  const links = Array.from(document.querySelectorAll("[data-rows] tbody a"));
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  const next = event.key === "j" ? Math.min(at + 1, links.length - 1) : Math.max(at - 1, 0);
  event.preventDefault();
  links[next].focus();
});

// After a step the outcome is in sight, and the keyboard goes on from there.
document.addEventListener("htmx:after:swap", () => {
  const place = document.querySelector("#case-now");
  if (!place || document.querySelector("#problems .problem")) return;
  if (place.querySelector(".notice[role=status]")) place.scrollIntoView({ block: "nearest" });
});
document.addEventListener("htmx:before:request", () => {
  const problems = document.getElementById("problems");
  if (problems) problems.replaceChildren();
});
