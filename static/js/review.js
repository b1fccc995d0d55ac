// Saves a review while somebody writes it. Without this script there is the button "Save, send later".

const WAIT = 2000;
const RETRY = 10000;
const form = document.querySelector("form[data-save]");
const line = form.querySelector("[data-saved]");
let last = `${written()}`;
let saving = false;
let leaving = false;
let timer = 0;

form.addEventListener("input", () => {
  leaving = false; // something else of this page kept somebody here
  later(WAIT);
});
form.addEventListener("submit", () => {
  leaving = true;
  clearTimeout(timer);
});
window.addEventListener("pageshow", () => (leaving = false));
window.addEventListener("online", () => later(0));
// Another form of this page, or a link: what was just typed goes out behind it.
window.addEventListener("pagehide", () => save(true));

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(() => save(), wait);
}

async function save(closing = false) {
  const data = written();
  if (leaving || `${data}` === last) return;
  if (saving && !closing) return later(WAIT);
  saving = true;
  try {
    const response = await fetch(form.dataset.save, {
      method: "POST",
      body: data,
      redirect: "error",
      keepalive: closing,
    });
    const answer = await response.json();
    if (response.ok) last = `${data}`;
    say(answer.words);
  } catch {
    say(form.dataset.failed);
    later(RETRY);
  }
  saving = false;
}

function written() {
  return new URLSearchParams(new FormData(form));
}

// A screen reader hears it when it says something new, once a minute at most.
function say(words) {
  if (line.textContent !== words) line.textContent = words;
}
