// The visitor's screen tells the clerk's page beside it that something was confirmed; what it was,
// that page asks the house. Without this file the clerk sees it with the next thing he types.
"use strict";

function tellConfirmed() {
  const confirmed = document.getElementById("screen")?.dataset.confirmed ?? "";
  if (localStorage.getItem("counter-confirmed") !== confirmed) {
    localStorage.setItem("counter-confirmed", confirmed);
  }
}
document.addEventListener("DOMContentLoaded", tellConfirmed);
document.addEventListener("htmx:after:swap", tellConfirmed);
