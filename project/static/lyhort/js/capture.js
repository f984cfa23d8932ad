// Capture: Enter saves a line at once, and one goes on typing meanwhile. Lines are sent one after the
// other, each with an id of its own, so that one sent twice is stored once. A line that could not be
// sent stays visible as unsaved, and is sent again.
"use strict";

const form = document.querySelector("form[data-capture]");
const state = document.getElementById("save-state");
const queue = [];
let sending = false;

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function say(which) {
  state.textContent = state.dataset[which];
  state.className = which === "failed" ? "attention" : which === "saved" ? "good" : "quiet";
}

function settle() {
  const typed = [...form.querySelectorAll(".line-input")].some((field) => field.value.trim());
  form.dataset.clean = queue.length || typed ? "" : "1";
  if (!queue.length) say("saved");
}

function placeOf(key) {
  return form.querySelector(`[data-place="${CSS.escape(key)}"]`);
}

function showUnsaved(line) {
  const list = placeOf(line.place).querySelector(".unsaved");
  const item = document.createElement("li");
  item.className = "line";
  item.append(document.createElement("span"), document.createElement("div"));
  item.lastChild.textContent = line.text;
  line.item = item;
  list.hidden = false;
  list.append(item);
}

function dropUnsaved(line) {
  const list = line.item.parentElement;
  line.item.remove();
  list.hidden = !list.children.length;
}

// The scripts of an answer take the place of those on the page; what is being typed is left alone.
function take(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  answer.querySelectorAll("[data-place]").forEach((place) => {
    placeOf(place.dataset.place)
      ?.querySelector(".script-box")
      .replaceChildren(...place.querySelector(".script-box").childNodes);
  });
  const messages = answer.getElementById("messages");
  if (messages) document.getElementById("messages").replaceChildren(...messages.childNodes);
  return answer;
}

async function post(values) {
  const body = new URLSearchParams(values);
  for (const name of ["csrfmiddlewaretoken", "form_owner", "channel"]) {
    if (form.elements[name]) body.set(name, form.elements[name].value);
  }
  return fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
}

// After a login in another tab the page's token is stale: fetch fresh ones, for the same person only.
async function refreshTokens() {
  const answer = await fetch(form.action, { redirect: "manual" });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("form[data-capture]");
  if (!fresh || fresh.dataset.user !== form.dataset.user) return false;
  for (const name of ["csrfmiddlewaretoken", "form_owner"]) {
    form.elements[name].value = fresh.elements[name].value;
  }
  return true;
}

async function send() {
  if (sending) return;
  sending = true;
  while (queue.length) {
    const line = queue[0];
    say("saving");
    try {
      let answer = await post({ [`text-${line.place}`]: line.text, [`uuid-${line.place}`]: line.id });
      if ((answer.status === 401 || answer.status === 403) && (await refreshTokens())) {
        answer = await post({ [`text-${line.place}`]: line.text, [`uuid-${line.place}`]: line.id });
      }
      if (answer.status === 422) {
        refuse(line, await answer.text());
      } else if (answer.ok) {
        take(await answer.text());
        queue.shift();
        dropUnsaved(line);
      } else {
        break;
      }
    } catch {
      break;
    }
  }
  sending = false;
  if (queue.length) {
    say("failed");
    setTimeout(send, 3000);
  }
  settle();
}

// A line the server does not take goes back to where it was typed, with the reason.
function refuse(line, html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const place = placeOf(line.place);
  const errors = answer.querySelector(`[data-place="${CSS.escape(line.place)}"] .errors`);
  place.querySelector(".errors").replaceChildren(...(errors ? errors.childNodes : []));
  const field = place.querySelector(".line-input");
  field.value = field.value ? `${line.text}\n${field.value}` : line.text;
  queue.shift();
  dropUnsaved(line);
}

if (form) {
  settle();

  form.addEventListener("keydown", (event) => {
    const field = event.target.closest(".line-input");
    if (!field || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    const place = field.closest("[data-place]").dataset.place;
    const texts = field.value.split("\n").filter((text) => text.trim());
    field.value = "";
    placeOf(place).querySelector(".errors").replaceChildren();
    texts.forEach((text) => {
      const line = { place, text, id: newId() };
      queue.push(line);
      showUnsaved(line);
    });
    send();
  });

  form.addEventListener("input", settle);

  // A line's buttons act at once, and leave what is being typed alone.
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button || button.name !== "act" || button.value.startsWith("edit:")) return;
    event.preventDefault();
    const values = { act: button.value };
    const to = button.closest("li").querySelector("select");
    if (to) values[to.name] = to.value;
    const answer = await post(values);
    if (answer.ok) take(await answer.text());
    else form.submit();
  });

  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => {
    if (queue.length) event.preventDefault();
  });
}
