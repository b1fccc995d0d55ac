// Keeps what somebody types as a draft on the server. Without this script there is the button "Save draft".

const WAIT = 2000;

for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);

function watch(form) {
  const line = form.querySelector("[data-saved]");
  let timer = 0;
  let last = textOf(form, "defaultValue");
  let leaving = false;

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  };
  form.addEventListener("input", later);
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });

  // The browser may show this page again, as it was, when somebody goes back to it.
  window.addEventListener("pageshow", () => (leaving = false));

  later(); // what was typed before this script ran

  async function save() {
    const text = textOf(form);
    if (leaving || text === last) return;
    const data = new FormData();
    data.set("place", form.dataset.place);
    for (const name of ["title", "body", "key", "csrfmiddlewaretoken"]) {
      if (form.elements[name]) data.set(name, form.elements[name].value);
    }
    try {
      const response = await fetch(form.dataset.autosave, { method: "POST", body: data, redirect: "error" });
      if (!response.ok) throw new Error(String(response.status));
      last = text;
      say(line, `${line.dataset.saved} ${new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}`);
    } catch {
      say(line, line.dataset.failed);
      timer = setTimeout(save, 10 * WAIT);
    }
  }
}

// A screen reader hears it when it says something new, once a minute at most.
function say(line, words) {
  if (line.textContent !== words) line.textContent = words;
}

function textOf(form, property = "value") {
  return ["title", "body"].map((name) => form.elements[name]?.[property] ?? "").join("\n");
}
