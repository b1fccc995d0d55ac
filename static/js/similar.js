// Shows topics like the title that is being typed.

const form = document.querySelector("form[data-similar]");
const place = document.querySelector("[data-part=similar]");
let timer = 0;
let running = null;

if (form.elements.title.value) show(); // typed before this script ran
form.elements.title.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(show, 400);
});

async function show() {
  running?.abort();
  running = new AbortController();
  const address = new URL(form.dataset.similar, window.location.href);
  address.searchParams.set("title", form.elements.title.value);
  address.searchParams.set("language", form.elements.language.value);
  try {
    const response = await fetch(address, { signal: running.signal });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    place.replaceChildren(...page.body.children);
  } catch (error) {
    if (error.name !== "AbortError") place.replaceChildren();
  }
}
