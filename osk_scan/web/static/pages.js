// Makes pages quicker to use; everything works without it, by plain forms and links.
"use strict";

// Whoever sent a form with mistakes is led to the list of them.
document.querySelector("[data-wrong]")?.focus();

// A file that is dropped is the file that the form sends.
for (const area of document.querySelectorAll("[data-drop]")) {
  const input = area.querySelector("input[type=file]");
  const over = (on) => (event) => {
    event.preventDefault();
    area.classList.toggle("over", on);
  };
  area.addEventListener("dragover", over(true));
  area.addEventListener("dragleave", over(false));
  area.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.focus();
    }
  });
}

// While a document is being read, its state is asked for again and read out where it changes.
const live = document.querySelector("[data-live]");
const told = document.querySelector("[data-told]");
if (live) {
  const again = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    if (!fresh) {
      location.reload();
      return;
    }
    if (fresh.dataset.live !== live.dataset.live) {
      live.dataset.live = fresh.dataset.live;
      live.replaceChildren(...fresh.childNodes);
      const saying = page.querySelector("[data-told]");
      told.className = saying.className;
      told.textContent = saying.textContent;
    }
    if (live.dataset.live !== "settled") setTimeout(again, 1000);
  };
  if (live.dataset.live !== "settled") setTimeout(again, 500);
}
