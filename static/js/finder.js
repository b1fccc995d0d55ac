// Results in place: a change of filters, words, order or page fetches the same address as a fragment.
// Without this script the same controls are plain links and a form.

import { prepareFilters, openLists, restoreLists } from "./facet-filter.js";

const root = document.querySelector("[data-finder]");
const results = root.querySelector("[data-results]");
const form = results.querySelector("form");
const words = root.querySelector("[data-search-text]");
const status = root.querySelector("[data-status]");
const loading = root.querySelector("[data-loading]");
const unreachable = root.querySelector("[data-unreachable]");
const place = () => window.location.pathname + window.location.search;
let running = null;
let shown = place();

const part = (parent, name) => parent.querySelector(`[data-part="${name}"]`);

// With the values of a facet in alphabetical order, as in every link of the page: no redirect to the canonical address.
function addressOfForm() {
  const address = new URL(form.action);
  const data = new FormData(form);
  address.search = "";
  for (const name of new Set(data.keys())) {
    for (const value of data.getAll(name).sort()) {
      if (value.trim()) address.searchParams.append(name, value.trim());
    }
  }
  return address.href;
}

async function show(address, { focus = null, history: entry = "push", scroll = null } = {}) {
  running?.abort();
  const request = (running = new AbortController());
  const scrolled = window.scrollY;
  loading.hidden = false;
  unreachable.hidden = true;
  part(results, "hits").setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, {
      headers: { "X-Fragment": "results" },
      signal: request.signal,
      // The browser must not keep a fragment for the address of a page.
      cache: "no-store",
    });
    const fragment = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-results]");
    if (!response.ok || !fragment) throw new Error(`${response.status} without results`);
    if (request.signal.aborted) return;
    replace(fragment, focus);
    remember(response.url, fragment.dataset.title, entry, scrolled);
    if (scroll !== null) window.scrollTo(0, scroll);
  } catch (error) {
    if (error.name === "AbortError") return;
    if (navigator.onLine) window.location.assign(address);
    else offerAgain(address);
  } finally {
    if (running === request) {
      loading.hidden = true;
      part(results, "hits").removeAttribute("aria-busy");
    }
  }
}

// Without a connection, the page at hand is worth more than the browser's own about what it cannot reach.
function offerAgain(address) {
  unreachable.querySelector("a").href = address;
  unreachable.hidden = false;
}

function replace(fragment, focus) {
  const again = focus ?? selectorOf(document.activeElement);
  const lists = openLists(form);
  for (const name of ["facets", "hits"]) {
    part(results, name).replaceChildren(...part(fragment, name).childNodes);
  }
  prepareFilters(form);
  restoreLists(form, lists);
  status.textContent = results.querySelector("#count").textContent.trim();
  const target = again ? results.querySelector(again) : null;
  target?.focus({ preventScroll: target.id !== "count" });
}

// How to find the control that was used once the new ones are there.
function selectorOf(element) {
  if (!results.contains(element)) return null;
  if (element.matches("input[name]")) return `input[name="${element.name}"][value="${CSS.escape(element.value)}"]`;
  if (element.matches("[data-facet-filter]")) {
    return `[data-facet="${element.closest("[data-facet]").dataset.facet}"] [data-facet-filter]`;
  }
  return element.matches(".facets__foot button") ? ".facets__foot button" : null;
}

function remember(address, title, entry, scrolled) {
  const url = new URL(address);
  if (entry === "push" && url.href !== window.location.href) {
    history.replaceState({ scroll: scrolled }, "");
    history.pushState({ scroll: 0 }, "", url);
  }
  if (document.activeElement !== words) words.value = url.searchParams.get("q") ?? "";
  shown = place();
  document.title = title;
  for (const link of document.querySelectorAll(".language a")) link.search = url.search;
}

function follow(link) {
  // A removed chip and a turned page are gone afterwards; the number of entries says what came.
  const focus = link.matches("[data-sort]") ? '[data-sort][aria-current="true"]' : "#count";
  show(link.href, { focus });
}

results.addEventListener("change", (event) => {
  if (event.target.matches('input[type="checkbox"]')) show(addressOfForm());
});

results.addEventListener("click", (event) => {
  const link = event.target.closest("[data-chip], [data-sort], .pager a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  follow(link);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const sheet = form.matches(":popover-open");
  if (sheet) form.hidePopover();
  const focus = form.contains(event.submitter) ? "#count" : "";
  const address = addressOfForm();
  // Results that are there already do not come again, under the finger of somebody who opens one.
  if (sheet && address === window.location.href) results.querySelector("#count").focus();
  else show(address, { focus });
});

window.addEventListener("online", () => {
  if (!unreachable.hidden) show(unreachable.querySelector("a").href);
});

window.addEventListener("popstate", (event) => {
  // A jump to "#count" is no other search.
  if (place() === shown) return;
  const focus = results.contains(document.activeElement) ? "#count" : "";
  show(window.location.href, { history: "pop", scroll: event.state?.scroll ?? 0, focus });
});

prepareFilters(form);
