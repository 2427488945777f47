// The devices beside this machine, through the bridge on it. Everything can be typed without them.
"use strict";

(() => {
  const place = document.getElementById("devices");
  const words = document.getElementById("device-words");
  const TOKEN = "devices-token";
  const say = (text) => { words.textContent = text; };

  // What the bridge answers; null, after telling the clerk why, where it does not.
  async function ask(path, body, type = "application/json") {
    say(place.dataset.waiting);
    let reply;
    try {
      reply = await fetch(place.dataset.bridge + path, {
        method: "POST", body, credentials: "omit",
        headers: { "Content-Type": type, Authorization: `Bearer ${localStorage.getItem(TOKEN)}` },
      });
    } catch {
      say(place.dataset.lost);
      return null;
    }
    const told = await reply.json();
    if (reply.ok) {
      say(told.demo ? place.dataset.demo : "");
      return told;
    }
    if (reply.status === 401) {
      place.open = true;
      document.getElementById("id_pairing_code").focus();
    }
    say(reply.status === 401 ? place.dataset.unpaired : (told.words ?? place.dataset.refused));
    return null;
  }

  // What the house answers to this form; null where it refuses.
  async function hand(url, form, more) {
    const data = new FormData(form);
    for (const [name, value] of Object.entries(more)) data.set(name, value);
    for (const [name, value] of [...data]) if (value instanceof File && !value.size) data.delete(name);
    const reply = await fetch(url, { method: "POST", body: data, headers: { Accept: "text/html" } });
    if (reply.ok && !reply.redirected) return reply;
    say(reply.status === 410 ? place.dataset.withdrawn : place.dataset.failed);
    return null;
  }

  function picture(told, type) {
    const bytes = Uint8Array.from(atob(told.image), (sign) => sign.charCodeAt(0));
    return new File([bytes], type === "image/png" ? "page.png" : "page.jpg", { type });
  }

  const acts = {
    async reader(button) {
      const told = await ask("/reader", "{}");
      if (!told) return;
      button.form.elements.reading.value = told.payload;
      button.form.elements.seal.value = told.seal;
      button.form.submit();
    },

    async camera(button) {
      const told = await ask("/camera", "{}");
      if (!told) return;
      const more = { picture: picture(told, told.media_type) };
      const reply = await hand(button.dataset.photo, button.form, more);
      if (!reply) return;
      document.getElementById(button.dataset.scans).innerHTML = await reply.text();
      const way = button.closest(".in-hand").querySelector("input[type=radio][value=upload]");
      way.checked = true;
      way.dispatchEvent(new Event("change", { bubbles: true }));
    },

    async pad(button) {
      const asked = await hand(button.dataset.statement, button.form, {});
      const told = asked && await ask("/signature", await asked.text());
      if (!told) return;
      const more = { picture: picture(told, "image/png"), payload: told.payload, seal: told.seal };
      const reply = await hand(button.dataset.signature, button.form, more);
      if (!reply) return;
      document.getElementById("signature").innerHTML = await reply.text();
      button.form.querySelector("[name=confirmed_by][value=signature]").checked = true;
    },

    async printers() {
      let sent = 0;
      for (const link of document.querySelectorAll("[data-print-on]")) {
        const paper = await fetch(link.dataset.printUrl ?? link.href);
        if (!paper.ok) return say(place.dataset.failed);
        const path = `/printers/${link.dataset.printOn}`;
        if (!(await ask(path, await paper.blob(), "application/pdf"))) return;
        sent += 1;
      }
      say(`${place.dataset.printed} (${sent})`);
    },
  };

  let busy = false;
  async function start(button) {
    if (busy || !button) return;
    busy = true;
    try { await acts[button.dataset.device](button); } finally { busy = false; }
  }

  // The material the keyboard stands in, else the first nothing stands for.
  function camera() {
    const here = document.activeElement?.closest(".in-hand")?.querySelector("[data-device=camera]");
    if (here) return here;
    const open = Array.from(document.querySelectorAll(".in-hand")).filter(
      (one) => !one.querySelector("input[type=radio]:checked")?.value,
    );
    const found = open.map((one) => one.querySelector("[data-device=camera]")).find(Boolean);
    if (!found) say(place.dataset.noMaterial);
    return found;
  }

  const KEYS = {
    F2: () => start(document.querySelector("[data-device=reader]")),
    F4: () => start(camera()),
    F8: () => start(document.querySelector("[data-device=pad]")),
    F9: () => start(document.querySelector("[data-device=printers]")),
    F10: () => document.getElementById("lock").click(),
  };
  document.addEventListener("keydown", (event) => {
    const papers = document.querySelector("[name=all_paper]");
    if (event.altKey && event.code === "KeyP" && papers) { // not every browser has access keys
      event.preventDefault();
      papers.click();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in KEYS)) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  document.addEventListener("click", (event) => {
    start(event.target.closest("[data-device]"));
  });

  // The visitor confirmed on his own screen: ask how the form stands now.
  addEventListener("storage", (event) => {
    if (event.key === "counter-confirmed") {
      document.getElementById("gaps")?.dispatchEvent(new Event("told"));
    }
  });

  document.getElementById("pairing").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const told = await ask("/pairing", JSON.stringify({ code: form.querySelector("#id_pairing_code").value }));
    if (!told) return say(place.dataset.wrongCode);
    const kept = await hand(place.dataset.pair, form, { payload: told.payload, seal: told.seal });
    if (!kept) return;
    localStorage.setItem(TOKEN, told.token);
    say(place.dataset.paired);
    place.open = false;
  });
})();
