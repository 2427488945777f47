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

// At the counter: Ctrl+Enter hands in, and a scan that was kept counts as the way it came.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const button = event.target.closest("form[data-reception]")?.querySelector("[data-submit]");
  if (!button) return;
  event.preventDefault(); // else Enter itself would ask for the form to be checked
  button.click();
});
document.addEventListener("htmx:after:swap", () => {
  for (const line of document.querySelectorAll("li[data-fresh]")) {
    line.removeAttribute("data-fresh");
    const place = line.closest(".in-hand");
    const file = place.querySelector("input[type=file]");
    const way = place.querySelector("input[type=radio][value=upload]");
    file.value = "";
    way.checked = true;
    way.dispatchEvent(new Event("change", { bubbles: true }));
  }
});

// At the counter answers overtake each other: a form says when it was sent, so that a late one
// changes nothing, and what is still missing is asked for once more after the whole form came back.
document.addEventListener("htmx:config:request", (event) => {
  const { sourceElement, request } = event.detail.ctx;
  if (sourceElement.closest("form[data-reception]")) request.body.set("turn", Date.now());
});
document.addEventListener("htmx:after:swap", (event) => {
  if (event.detail.ctx?.target?.id === "reception") {
    document.getElementById("gaps").dispatchEvent(new Event("told"));
  }
});

// At the counter the keyboard stands where the clerk goes on.
document.addEventListener("DOMContentLoaded", () => {
  if (document.querySelector("[autofocus], .error-summary, .has-error")) {
    document.querySelector(".has-error :is(input, select, textarea):not([type=hidden])")?.focus();
    return;
  }
  const name = document.querySelector(".visit #id_name");
  const first = "#reception :is(input, select, textarea):not([type=hidden])";
  (name ?? document.querySelector(first) ?? document.querySelector(".visit #id_number"))?.focus();
});

// Tick all of a page or none where one stands; without this file the links load the page so.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-ticks] [data-tick]");
  if (!link) return;
  event.preventDefault();
  for (const box of link.closest("form").querySelectorAll("tbody input[type=checkbox]")) {
    box.checked = link.dataset.tick === "all";
  }
  countTicks(link.closest("form"));
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-ticks]");
  if (form) countTicks(form);
});

function countTicks(form) {
  const ticked = form.querySelectorAll("tbody input[type=checkbox]:checked").length;
  for (const place of form.querySelectorAll("[data-ticked]")) place.textContent = ticked;
}

// A form whose answer opens beside the list changes the list: it is read anew on the way back.
document.addEventListener("submit", (event) => {
  if (!event.target.closest("[data-anew]")) return;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") location.reload();
  });
});
