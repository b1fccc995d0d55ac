// A box in the admin that finds rows of a long table by typing and adds them to what is chosen.

const WAIT = 200;

for (const picker of document.querySelectorAll("[data-picker]")) {
  const find = picker.querySelector("[data-picker-find]");
  let timer;
  find.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => suggest(picker, find.value.trim()), WAIT);
  });
  find.addEventListener("keydown", (event) => {
    // Return would save the page; here it takes the first that was found.
    if (event.key !== "Enter") return;
    event.preventDefault();
    picker.querySelector("[data-picker-found] button")?.click();
  });
}

async function suggest(picker, text) {
  if (text.length < 2) return show(picker, []);
  const response = await fetch(`${picker.dataset.url}?${new URLSearchParams({ q: text })}`);
  if (!response.ok || picker.querySelector("[data-picker-find]").value.trim() !== text) return;
  const { results } = await response.json();
  show(picker, results, picker.querySelector("[data-picker-none]").dataset.words);
}

function show(picker, rows, words = "") {
  picker.querySelector("[data-picker-found]").replaceChildren(...rows.map((row) => foundItem(picker, row)));
  picker.querySelector("[data-picker-none]").textContent = rows.length ? "" : words;
}

function foundItem(picker, row) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "hub-chip";
  button.textContent = `+ ${row.label}`;
  button.addEventListener("click", () => add(picker, row));
  item.append(button);
  return item;
}

function add(picker, row) {
  let input = picker.querySelector(`input[value="${row.id}"]`);
  if (!input) {
    input = Object.assign(document.createElement("input"), { type: "checkbox", name: picker.dataset.name, value: row.id });
    const name = Object.assign(document.createElement("span"), { textContent: row.label });
    const label = Object.assign(document.createElement("label"), { className: "hub-term" });
    label.append(input, " ", name);
    const item = document.createElement("li");
    item.append(label);
    picker.querySelector("[data-picker-chosen]").append(item);
  }
  input.checked = true;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  const find = picker.querySelector("[data-picker-find]");
  find.value = "";
  show(picker, []);
  find.focus();
}
