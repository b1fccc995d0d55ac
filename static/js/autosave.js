// Keeps what somebody types as a draft on the server. Without this script there is the button "Save draft".

const WAIT = 2000;

for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);

function watch(form) {
  const line = form.querySelector("[data-saved]");
  let timer = 0;
  let last = stateOf(form, "defaultValue");
  let leaving = false;
  let kept = form.elements.body.defaultValue !== "";

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
    const text = stateOf(form);
    // Where it is to go is kept with a text only.
    if (leaving || text === last || (!kept && !form.elements.body.value.trim() && !form.elements.title?.value.trim())) return;
    // Everything but files, which are kept when they are attached.
    const data = new FormData(form);
    data.delete("upload");
    data.set("place", form.dataset.place);
    try {
      const response = await fetch(form.dataset.autosave, { method: "POST", body: data, redirect: "error" });
      if (!response.ok) throw new Error(String(response.status));
      last = text;
      kept = (await response.json()).saved !== null;
      say(line, !kept ? "" : `${line.dataset.saved} ${new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}`);
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

// What can be saved: words, and where they are to go.
function stateOf(form, property = "value") {
  const words = ["title", "body"].map((name) => form.elements[name]?.[property] ?? "");
  const choices = [...form.querySelectorAll("select")].map((list) => [...list.selectedOptions].map((option) => option.value).join(" "));
  return [...words, ...choices].join("\n");
}
