// Suggestions while typing: the search box becomes a combobox (ARIA Authoring Practices, "list autocomplete").
// Without this script it is a plain search box.

const PAUSE = 120;
const LEAST = 2;

function enhance(box, id) {
  const input = box.querySelector("input[name=q]");
  const list = element("div", { class: "suggest", id, role: "listbox", "aria-label": box.dataset.label, hidden: "" });
  const status = element("p", { class: "sr", role: "status" });
  box.append(list, status);
  // A search field is no combobox to a screen reader.
  input.type = "text";
  input.enterKeyHint = "search";
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", id]]) {
    input.setAttribute(name, value);
  }
  const combobox = new Combobox(box, input, list, status);
  input.addEventListener("input", () => combobox.typed());
  input.addEventListener("keydown", (event) => combobox.pressed(event));
  // What is chosen with a finger or mouse must not take the focus out of the field first.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  box.addEventListener("focusout", (event) => box.contains(event.relatedTarget) || combobox.close());
  input.form?.addEventListener("submit", () => combobox.close());
}

class Combobox {
  constructor(box, input, list, status) {
    Object.assign(this, { box, input, list, status, timer: 0, running: null, active: null });
    this.close();
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  typed() {
    clearTimeout(this.timer);
    this.running?.abort();
    if (this.input.value.trim().length < LEAST) this.close();
    else this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const request = (this.running = new AbortController());
    const address = new URL(this.box.dataset.suggest, window.location.href);
    address.searchParams.set("q", this.input.value.trim());
    if (this.box.dataset.kind) address.searchParams.set("type", this.box.dataset.kind);
    try {
      const response = await fetch(address, { signal: request.signal });
      if (response.ok) this.show(await response.json());
      else this.close();
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show({ groups, status }) {
    if (document.activeElement !== this.input) return;
    this.activate(null);
    this.list.replaceChildren(...groups.map((group, place) => this.group(group, `${this.list.id}-${place}`)));
    this.list.hidden = !groups.length;
    this.input.setAttribute("aria-expanded", String(groups.length > 0));
    this.status.textContent = status;
  }

  group({ label, options }, id) {
    const heading = element("div", { class: "small quiet", id, role: "presentation" }, label);
    const lines = options.map((option, place) => this.option(option, `${id}-${place}`));
    const group = element("div", { role: "group", "aria-labelledby": id });
    group.append(heading, ...lines);
    return group;
  }

  option({ text, url, note, query, lang, dir }, id) {
    const title = element("span", { ...(lang && { lang }), ...(dir && { dir }) });
    title.append(...text.map(([part, marked]) => (marked ? element("mark", {}, part) : part)));
    const option = element("a", { class: "row row--ends bare", role: "option", id, tabindex: "-1" });
    option.setAttribute("aria-selected", "false");
    option.href = this.target(url, query);
    option.append(title, " ", element("span", { class: "small quiet" }, note));
    return option;
  }

  // On a finder a topic narrows that finder.
  target(url, query) {
    return query && this.input.form && this.box.dataset.kind ? new URL(query, this.input.form.action).href : url;
  }

  pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const act = {
      ArrowDown: () => this.move(1, event.altKey),
      ArrowUp: () => this.move(-1, event.altKey),
      Home: () => this.leave(0),
      End: () => this.leave(this.input.value.length),
      Enter: () => this.choose(),
      Escape: () => this.escape(),
      Tab: () => this.close() && false,
    }[event.key];
    if (act?.()) event.preventDefault();
    else if (["ArrowLeft", "ArrowRight"].includes(event.key)) this.activate(null);
  }

  move(step, open) {
    if (this.list.hidden) {
      if (step > 0 || open) this.typed();
      return true;
    }
    if (open) return step < 0 ? this.close() : true;
    const { options } = this;
    const here = options.indexOf(this.active);
    // One step beyond either end is the field itself.
    const next = here + step + (here < 0 && step < 0 ? options.length + 1 : 0);
    this.activate(options[next] ?? null);
    return true;
  }

  leave(caret) {
    if (!this.active) return false;
    this.activate(null);
    this.input.setSelectionRange(caret, caret);
    return true;
  }

  choose() {
    if (!this.active) return this.close() && false;
    this.active.click();
    return true;
  }

  escape() {
    if (this.list.hidden && !this.input.value) return false;
    if (this.list.hidden) this.input.value = "";
    return this.close();
  }

  activate(option) {
    this.active?.setAttribute("aria-selected", "false");
    this.active = option;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.activate(null);
    this.list.hidden = true;
    this.list.replaceChildren();
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    return true;
  }
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  if (text) made.textContent = text;
  return made;
}

for (const [place, box] of document.querySelectorAll("[data-suggest]").entries()) enhance(box, `suggest-${place}`);
