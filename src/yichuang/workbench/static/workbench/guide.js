// Rows of a guide dragged to another place. Every page works without this file, by its buttons.
"use strict";

const LIMIT = "details.row-form";
let carried = null;

for (const title of document.querySelectorAll("summary[data-movable]")) title.draggable = true;

document.addEventListener("dragstart", (event) => {
  const title = event.target.closest?.("summary[data-movable]");
  if (!title) return;
  carried = title.closest(LIMIT);
  carried.classList.add("is-carried");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
});

document.addEventListener("dragover", (event) => {
  if (carried && over(event)) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const place = carried && over(event);
  if (!place) return;
  event.preventDefault();
  const { top, height } = place.getBoundingClientRect();
  if (event.clientY < top + height / 2) place.before(carried);
  else place.after(carried);
  renumber();
});

document.addEventListener("dragend", () => {
  carried?.classList.remove("is-carried");
  carried = null;
});

// The row under the pointer, if it is one that is filled in.
function over(event) {
  const row = event.target.closest?.(LIMIT);
  return row && row !== carried && row.querySelector("summary[data-movable]") ? row : null;
}

// Names carry the place of their row: the form is kept in the order that is seen.
function renumber() {
  const rows = Array.from(document.querySelectorAll(LIMIT));
  const places = rows.map((row) => row.dataset.place);
  const numbers = rows.map((row) => row.querySelector(".row-number"));
  const inOrder = [...places].sort((one, other) => numberOf(one) - numberOf(other));
  const words = numbers.map((number) => number.textContent);
  words.sort((one, other) => numberOf(one) - numberOf(other));
  rows.forEach((row, at) => {
    const [was, now] = [`${places[at]}-`, `${inOrder[at]}-`];
    for (const field of row.querySelectorAll("[name]")) {
      if (field.name.startsWith(was)) field.name = now + field.name.slice(was.length);
      else if (field.value.startsWith(was)) field.value = now + field.value.slice(was.length);
    }
    row.dataset.place = inOrder[at];
    numbers[at].textContent = words[at];
  });
}

function numberOf(text) {
  return Number(/\d+/.exec(text)[0]);
}
