// The box that filters a long list of options. It is in the page but hidden: without script it could do nothing.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

export function prepareFilters(form) {
  for (const box of form.querySelectorAll("[data-facet-filter]")) {
    box.hidden = false;
    box.addEventListener("input", () => filter(box));
    box.addEventListener("keydown", (event) => {
      // Return would send the form.
      if (event.key === "Enter") event.preventDefault();
    });
  }
}

function filter(box) {
  const facet = box.closest("[data-facet]");
  const wanted = plain(box.value.trim());
  for (const list of facet.querySelectorAll("details")) {
    if (wanted && !("wasOpen" in list.dataset)) list.dataset.wasOpen = list.open ? "yes" : "";
    list.open = wanted ? true : list.dataset.wasOpen === "yes";
    if (!wanted) delete list.dataset.wasOpen;
    list.firstElementChild.hidden = Boolean(wanted);
  }
  // A node stays while one of its children does, and children stay with a node that fits.
  for (const item of facet.querySelectorAll("li")) item.hidden = Boolean(wanted) && !fits(item, wanted);
}

function fits(item, wanted) {
  for (let parent = item; parent; parent = parent.parentElement.closest("li")) {
    if (label(parent).includes(wanted)) return true;
  }
  return [...item.querySelectorAll("li")].some((child) => label(child).includes(wanted));
}

function label(item) {
  return plain(item.querySelector(".option > span").textContent);
}

// What is open and typed, so that it survives a replacement.
export function openLists(form) {
  return [...form.querySelectorAll("[data-facet]")].map((facet) => ({
    name: facet.dataset.facet,
    open: [...facet.querySelectorAll("details")].map(keyOf.bind(null, true)).filter(Boolean),
    self: facet.open,
    text: facet.querySelector("[data-facet-filter]")?.value ?? "",
  }));
}

export function restoreLists(form, facets) {
  for (const { name, open, self, text } of facets) {
    const facet = form.querySelector(`[data-facet="${name}"]`);
    if (!facet) continue;
    if (facet.matches("details")) facet.open = self;
    for (const list of facet.querySelectorAll("details")) {
      if (open.includes(keyOf(false, list))) list.open = true;
    }
    const box = facet.querySelector("[data-facet-filter]");
    if (box && text) {
      box.value = text;
      filter(box);
    }
  }
}

function keyOf(onlyOpen, list) {
  const open = "wasOpen" in list.dataset ? list.dataset.wasOpen === "yes" : list.open;
  return onlyOpen && !open ? "" : list.querySelector("summary").lastElementChild.textContent;
}
