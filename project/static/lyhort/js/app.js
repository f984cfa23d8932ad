// What every page does with JavaScript. Everything here has a way without it.
"use strict";

document.documentElement.classList.add("scripted");

const inField = (element) => element.closest("input, textarea, select, [contenteditable], dialog");

// Single keys, outside fields only, and only where the person has not switched them off.
document.addEventListener("keydown", (event) => {
  if (document.body.dataset.shortcuts === "off") return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || inField(event.target)) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (target) {
    event.preventDefault();
    target.click();
  }
});

// A form with unsaved words asks before it is left.
let dirty = null;
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && "guardUnsaved" in form.dataset) dirty = form;
});
document.addEventListener("submit", (event) => {
  if (event.target === dirty) dirty = null;
});
window.addEventListener("beforeunload", (event) => {
  if (dirty && dirty.isConnected && !dirty.dataset.clean) event.preventDefault();
});

// A button that is pressed twice sends once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 3000) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = String(Date.now());
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// After a form came back with errors, the summary of them has the focus.
document.querySelector("[data-focus]")?.focus();

// Menus close when one presses Escape or goes elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest("details.bar-more[open], details.line-acts[open], details.column-choice[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.line-acts[open], details.bar-more[open]").forEach((details) => {
    if (!details.contains(event.target)) details.open = false;
  });
});

// Not on a page that the browser opens again, with what was written there.
const ARRIVED = performance.getEntriesByType("navigation")[0]?.type === "navigate";

// Pickers: a text field with a list of what fits (ARIA combobox).
class Picker {
  constructor(input) {
    this.input = input;
    this.options = [];
    this.active = -1;
    this.asked = 0;
    const box = document.createElement("div");
    box.className = "picker";
    input.replaceWith(box);
    this.list = document.createElement("ul");
    this.list.className = "picker-list";
    this.list.role = "listbox";
    this.list.id = `${input.id}_list`;
    this.list.hidden = true;
    this.list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() || "");
    box.append(input, this.list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.id);
    input.hidden = false;
    input.addEventListener("input", () => this.ask());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => {
      const item = event.target.closest("li");
      if (!item) return;
      event.preventDefault();
      this.choose(Number(item.dataset.index));
    });
    const field = document.getElementById(input.dataset.addsTo || "");
    if (field?.autofocus) this.begin(field);
  }

  // The picker is where one begins, where its field is. Whoever types at once, before this script has come,
  // has typed into the field: a line begun there goes on here.
  begin(field) {
    const typed = document.activeElement === field && ARRIVED ? field.value : "";
    if (typed.trim() && !field.defaultValue && !/[\n;]/.test(typed)) {
      field.value = "";
      this.input.value = typed;
      this.ask();
    }
    if (field.value === field.defaultValue) this.input.focus();
  }

  async ask() {
    const text = this.input.value.trim();
    const asked = ++this.asked;
    if (!text) return this.close();
    await new Promise((resolve) => setTimeout(resolve, 120));
    if (asked !== this.asked) return;
    try {
      const answer = await fetch(`${this.input.dataset.picker}?q=${encodeURIComponent(text)}`, {
        headers: { Accept: "application/json", "HX-Request": "true" },
      });
      if (!answer.ok || answer.status === 204) return this.close();
      const { options } = await answer.json();
      if (asked === this.asked) this.show(options);
    } catch {
      this.close();
    }
  }

  show(options) {
    this.options = options;
    this.list.replaceChildren(
      ...options.map((option, index) => {
        const item = document.createElement("li");
        item.role = "option";
        item.id = `${this.list.id}_${index}`;
        item.dataset.index = String(index);
        const detail = document.createElement("span");
        detail.className = "quiet";
        detail.textContent = option.detail;
        item.append(option.label, detail);
        return item;
      }),
    );
    this.list.hidden = options.length === 0;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    this.mark(options.length ? 0 : -1);
  }

  mark(index) {
    this.active = index;
    [...this.list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === index)));
    const item = this.list.children[index];
    if (item) {
      this.input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  key(event) {
    if (this.list.hidden) {
      if (event.key === "Enter" && this.input.dataset.addsTo) event.preventDefault();
      return;
    }
    const count = this.options.length;
    if (event.key === "ArrowDown") this.mark((this.active + 1) % count);
    else if (event.key === "ArrowUp") this.mark((this.active - 1 + count) % count);
    else if (event.key === "Enter") this.choose(this.active);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  choose(index) {
    const option = this.options[index];
    if (!option) return;
    const target = this.input.dataset.addsTo && document.getElementById(this.input.dataset.addsTo);
    if (target) {
      const before = target.value.replace(/\s+$/, "");
      target.value = `${before}${before ? "\n" : ""}${option.value}`;
      target.dispatchEvent(new Event("input", { bubbles: true }));
      this.input.value = "";
    } else {
      this.input.value = option.value;
      this.input.dispatchEvent(new Event("input", { bubbles: true }));
      this.asked++;
    }
    this.close();
  }

  close() {
    this.asked++;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

document.querySelectorAll("input[data-picker]").forEach((input) => new Picker(input));
