// Saves a draft while somebody types. Without this script the buttons below the form do the same.

import { prepareFilters } from "./facet-filter.js";

const WAIT = 1500;
const RETRY = 10000;
const form = document.querySelector("form[data-draft]");
const line = document.querySelector("[data-saved]");
// What could not be saved yet, so that it survives a closed window. Only on this form, only until it is saved.
const copies = `hub-draft-${form.dataset.case}-`;
const kept = copies + location.pathname.split("/").at(-2);
const dirty = new Set();
let saving = false;
let leaving = false;
let timer = 0;

prepareFilters(form);
for (const counter of form.querySelectorAll("[data-count]")) count(counter);
forgetSent();
restore();

form.addEventListener("input", (event) => touch(event.target));
form.addEventListener("click", rowButtons);
form.addEventListener("submit", () => {
  leaving = true;
  clearTimeout(timer);
  if (localStorage.getItem(kept)) keep();
});
window.addEventListener("pageshow", () => (leaving = false));
window.addEventListener("online", () => later(0));
window.addEventListener("pagehide", () => dirty.size && !leaving && keep());

function touch(element) {
  const field = element.closest("[data-field]");
  if (!field || element.matches("[data-facet-filter]")) return;
  if (element.name.startsWith("keep-")) return choose(field, element.value);
  const counter = field.querySelector("[data-count]");
  if (counter) count(counter);
  dirty.add(field.dataset.field);
  later(WAIT);
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(save, wait);
}

// ---------------------------------------------------------------- Saving

async function save() {
  timer = 0;
  // A field that two people changed waits until one of the texts is chosen.
  const names = [...dirty].filter((name) => !fieldOf(name).querySelector("[data-undecided]"));
  if (!names.length || leaving) return;
  if (saving) return later(WAIT);
  saving = true;
  for (const name of names) dirty.delete(name);
  try {
    const response = await fetch(form.dataset.draft, { method: "POST", body: valuesOf(names), redirect: "error" });
    understand(response.status, await response.json(), names);
  } catch {
    again(names);
    say(form.dataset.offline, "warning");
    later(RETRY);
  }
  saving = false;
}

function understand(status, answer, names) {
  if (status === 200) return saved(answer);
  again(names);
  if (answer.token) form.elements.csrfmiddlewaretoken.value = answer.token;
  if (status === 401) return say(form.dataset.signedOut, "warning", signInLink(), later(RETRY));
  if (status === 403) return later(WAIT);
  if (answer.clashes) return clash(answer);
  return say(answer.words, "warning"); // the next word that is typed tries again
}

function again(names) {
  for (const name of names) dirty.add(name);
  keep();
}

function saved(answer) {
  form.elements.version.value = answer.version;
  for (const [name, words] of Object.entries(answer.errors)) showErrors(fieldOf(name), words);
  if (dirty.size) later(WAIT);
  else forget();
  say(answer.saved, "success");
}

function valuesOf(names) {
  const data = new URLSearchParams();
  for (const name of ["csrfmiddlewaretoken", "version", "window"]) data.set(name, form.elements[name].value);
  for (const name of names) {
    data.append("fields", name);
    for (const element of elementsOf(name)) {
      if (!element.matches("[type=checkbox], [type=radio]") || element.checked) data.append(element.name, element.value);
    }
  }
  return data;
}

function elementsOf(name) {
  const inputs = fieldOf(name).querySelectorAll("input[name], textarea[name], select[name]");
  return [...inputs].filter((element) => !element.name.startsWith("keep-"));
}

function fieldOf(name) {
  return form.querySelector(`[data-field="${name}"]`);
}

// ---------------------------------------------------------------- What is said

function say(words, icon, ...more) {
  // A screen reader hears it when it says something new, once a minute at most.
  if (line.textContent.trim() === words) return;
  const text = document.createElement("span");
  text.textContent = words;
  line.replaceChildren(picture(icon), text, ...more.filter((thing) => thing instanceof Node));
}

function picture(name) {
  const svg = document.querySelector("svg.icon").cloneNode(true);
  const use = svg.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${name}`));
  return svg;
}

function signInLink() {
  const link = document.createElement("a");
  Object.assign(link, { href: form.dataset.signIn, target: "_blank", rel: "noopener" });
  link.textContent = form.dataset.signInWords;
  return link;
}

function showErrors(field, words) {
  const place = field.querySelector("[data-errors]");
  // A screen reader hears what is new only.
  if ([...place.children].map((error) => error.textContent.trim()).join("\n") === words.join("\n")) return;
  for (const input of field.querySelectorAll(":is(input, textarea, select)[aria-describedby]")) {
    if (words.length) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
  field.classList.toggle("field--invalid", words.length > 0);
  place.replaceChildren(
    ...words.map((text) => {
      const error = document.createElement("p");
      error.className = "field__error";
      error.append(picture("error"), text);
      return error;
    }),
  );
}

function count(counter) {
  const box = counter.closest("[data-field]").querySelector("input, textarea");
  const used = box.value.trim().length.toLocaleString(document.documentElement.lang);
  const length = Number(counter.dataset.count).toLocaleString(document.documentElement.lang);
  counter.textContent = counter.dataset.words.replace("{used}", used).replace("{length}", length);
}

// ---------------------------------------------------------------- Two people at once

function clash(answer) {
  form.elements.version.value = answer.version;
  for (const [name, html] of Object.entries(answer.clashes)) {
    const place = fieldOf(name)?.querySelector("[data-theirs]");
    if (!place) continue;
    place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.children);
    place.firstElementChild.dataset.undecided = "";
    for (const radio of place.querySelectorAll("[type=radio]")) radio.checked = false;
  }
  say(answer.words, "warning");
  form.querySelector("[data-undecided]")?.focus();
}

async function choose(field, which) {
  field.querySelector("[data-theirs]").firstElementChild?.removeAttribute("data-undecided");
  if (which === "mine") {
    field.querySelector("[data-theirs]").replaceChildren();
    elementsOf(field.dataset.field)[0].focus();
    dirty.add(field.dataset.field);
    return later(0);
  }
  dirty.delete(field.dataset.field);
  await save();
  if (dirty.size) return;
  forget();
  leaving = true;
  location.reload();
}

// ---------------------------------------------------------------- Rows

function rowButtons(event) {
  const button = event.target.closest("button[name=go]");
  const [verb, name, place] = (button?.value ?? "").split(":");
  if (verb !== "add" && verb !== "remove") return;
  event.preventDefault();
  const list = form.querySelector(`[data-rows="${name}"]`);
  if (verb === "add") addRow(list);
  else removeRow(list, form.querySelector(`[value="remove:${name}:${place}"]`).closest("[data-row]"));
  touch(list);
}

function addRow(list) {
  const number = Number(list.dataset.next ?? list.children.length);
  list.dataset.next = number + 1;
  const row = list.parentElement.querySelector("template").content.firstElementChild.cloneNode(true);
  fill(row, number, list.children.length + 1);
  list.append(row);
  row.querySelector("input, textarea, select").focus();
}

// The template says __n__ where the number of the row belongs, and __p__ for its place.
function fill(row, number, place) {
  const filled = (text) => text.replaceAll("__n__", number).replaceAll("__p__", place);
  const walker = document.createTreeWalker(row, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = row; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) node.data = filled(node.data);
    else for (const attribute of node.attributes) attribute.value = filled(attribute.value);
  }
}

function removeRow(list, row) {
  if (list.children.length === 1) for (const input of row.querySelectorAll("input, textarea")) input.value = "";
  else row.remove();
  list.parentElement.querySelector("button[value^=add]").focus();
}

// ---------------------------------------------------------------- Kept in the browser

function keep() {
  const values = Object.fromEntries([...dirty].map((name) => [name, elementsOf(name).map(stateOf)]));
  const { version, window } = form.elements;
  try {
    localStorage.setItem(kept, JSON.stringify({ version: version.value, window: window.value, values, sent: leaving }));
  } catch {
    // Without room in the browser the text still stands in the form.
  }
}

function forget() {
  localStorage.removeItem(kept);
}

// What a button sent has arrived when the draft is another one than then. Of any step: people do not come back at once.
function forgetSent() {
  for (const name of Object.keys(localStorage).filter((key) => key.startsWith(copies))) {
    const { sent, version } = JSON.parse(localStorage.getItem(name));
    if (sent && version !== form.elements.version.value) localStorage.removeItem(name);
  }
}

function stateOf(element) {
  return [element.name, element.value, element.checked ?? false];
}

// What an earlier visit could not save. It belongs to the version of then, so that nobody's later text is overwritten.
function restore() {
  const { version, window, values } = JSON.parse(localStorage.getItem(kept) ?? '{"values": {}}');
  for (const [name, states] of Object.entries(values)) {
    if (!fieldOf(name)) continue;
    const list = form.querySelector(`[data-rows="${name}"]`);
    for (const [element, value, checked] of states) put(name, list, element, value, checked);
    dirty.add(name);
  }
  if (!dirty.size) return forget();
  Object.assign(form.elements.version, { value: version });
  Object.assign(form.elements.window, { value: window });
  say(form.dataset.restored, "warning");
  later(WAIT);
}

function put(name, list, elementName, value, checked) {
  const find = () => elementsOf(name).filter((element) => element.name === elementName);
  while (list && !find().length && list.children.length < 60) addRow(list);
  for (const element of find()) {
    if (element.matches("[type=checkbox], [type=radio]")) {
      if (element.value === value) element.checked = checked;
    } else element.value = value;
  }
}
