// Fields of a blank moved on the picture of its sheet. The page works without this file, by its boxes.
"use strict";

const sheet = document.querySelector("[data-sheet]");
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
let held = null;

// The picture holds things to be moved now: it is a group, and each of them can be reached by key.
sheet.setAttribute("role", "group");
for (const text of sheet.querySelectorAll("text")) {
  text.setAttribute("tabindex", "0");
  text.setAttribute("role", "button");
}

const box = (text, name) => document.getElementById(`id_${text.dataset.field}-${name}`);

function move(text, x, y) {
  const size = Number(box(text, "size").value) || 1;
  box(text, "x").value = Math.min(Math.max(Math.round(x), 0), Number(sheet.dataset.width) - 1);
  box(text, "y").value = Math.min(Math.max(Math.round(y), size), Number(sheet.dataset.height));
  draw(text);
}

function draw(text) {
  text.setAttribute("x", box(text, "x").value || 0);
  text.setAttribute("y", box(text, "y").value || 0);
  text.setAttribute("font-size", box(text, "size").value || 1);
  text.setAttribute("visibility", box(text, "on").checked ? "visible" : "hidden");
  text.setAttribute("tabindex", box(text, "on").checked ? "0" : "-1");
}

function pointOf(event) {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(sheet.getScreenCTM().inverse());
}

sheet.addEventListener("pointerdown", (event) => {
  const text = event.target.closest("text");
  if (!text) return;
  event.preventDefault();
  text.focus();
  const point = pointOf(event);
  held = { text, dx: point.x - Number(box(text, "x").value), dy: point.y - Number(box(text, "y").value) };
  sheet.setPointerCapture(event.pointerId);
});
sheet.addEventListener("pointermove", (event) => {
  if (!held) return;
  const point = pointOf(event);
  move(held.text, point.x - held.dx, point.y - held.dy);
});
for (const kind of ["pointerup", "pointercancel"]) {
  sheet.addEventListener(kind, () => { held = null; });
}

sheet.addEventListener("keydown", (event) => {
  const text = event.target.closest("text");
  const step = STEPS[event.key];
  if (!text || !step) return;
  event.preventDefault();
  const far = event.shiftKey ? 10 : 1;
  move(text, Number(box(text, "x").value) + step[0] * far, Number(box(text, "y").value) + step[1] * far);
});

document.getElementById("layout").addEventListener("input", (event) => {
  const code = event.target.closest("[data-row]")?.dataset.row;
  const text = Array.from(sheet.querySelectorAll("text")).find((one) => one.dataset.field === code);
  if (text) draw(text);
});
for (const text of sheet.querySelectorAll("text")) draw(text);
