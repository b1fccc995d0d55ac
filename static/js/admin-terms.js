// Long lists of terms in the admin: a box that filters, and what is chosen above it, so that nobody has to scroll.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

for (const terms of document.querySelectorAll("[data-terms]")) {
  const find = terms.querySelector("[data-terms-find]");
  find.addEventListener("input", () => filter(terms, plain(find.value.trim())));
  find.addEventListener("keydown", (event) => {
    // Return would save the page.
    if (event.key === "Enter") event.preventDefault();
  });
  terms.addEventListener("change", () => showChosen(terms));
  showChosen(terms);
}

// A group stays while one of its terms does; a group that fits shows all its terms.
function filter(terms, wanted) {
  for (const item of terms.querySelectorAll("li")) {
    const group = item.parentElement.closest("li");
    const fits = [item, group].some((one) => one && label(one).includes(wanted));
    item.hidden = !fits && ![...item.querySelectorAll("li")].some((child) => label(child).includes(wanted));
  }
  const none = terms.querySelector("[data-terms-none]");
  none.textContent = terms.querySelector("li:not([hidden])") ? "" : none.dataset.words;
}

function label(item) {
  return plain(item.querySelector(".hub-term > span").textContent);
}

function showChosen(terms) {
  const chosen = [...terms.querySelectorAll("input:checked")];
  terms.querySelector("[data-terms-chosen]").replaceChildren(...chosen.map(removeButton));
}

function removeButton(input) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "hub-chip";
  button.textContent = `${input.nextElementSibling.textContent} ×`;
  button.addEventListener("click", () => {
    input.checked = false;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.closest("[data-terms]").querySelector("[data-terms-find]").focus();
  });
  return button;
}
