"use strict";
// The page follows the folder: an event says that something was saved, and what has changed is fetched again.

const ROOT = document.body.dataset.root;
const all = (selector) => [...document.querySelectorAll(selector)];
const WORDS = JSON.parse(document.body.dataset.words);
const say = (words) => { document.getElementById("live").textContent = words; };

async function fetched(path, options) {
  const answer = await fetch(ROOT + path, options);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.text();
}

// What the server sends is its own template, in which every text is escaped.
async function fill(element, path, options) {
  const opened = [...element.querySelectorAll("details")].map((one) => one.open);
  const html = await fetched(path, options);
  if (element.dataset.html === html) return false;
  element.dataset.html = html;
  element.innerHTML = html;
  [...element.querySelectorAll("details")].forEach((one, at) => { one.open = opened[at] || false; });
  return true;
}

async function refresh(names) {
  if (names.length && document.getElementById("progress")) location.reload();
  const told = await Promise.all(all("[data-card]").filter((one) => names.includes(one.dataset.card)).map(renew));
  for (const one of all("[data-try]")) if (one.open) tryOut(one);
  say(told.filter(Boolean).join(", ") || WORDS["checked"]);
}

async function renew(element) {
  const verdict = () => element.querySelector(".verdict .status")?.textContent;
  const was = verdict();
  if (!(await fill(element, `card/${element.dataset.card}`))) return "";
  element.classList.remove("fresh");
  void element.offsetWidth; // so that the animation begins anew
  element.classList.add("fresh");
  const progress = element.querySelector("template[data-progress]");
  all(`.progress[data-unit="${progress.dataset.progress}"]`).forEach((one) => { one.textContent = progress.innerHTML; });
  return was === verdict() ? "" : `${element.dataset.card}: ${verdict()}`;
}

// ---------------------------------------------------------------- sliders

const waiting = new Map();

function tryOut(element) {
  const name = element.dataset.on;
  const inputs = [...element.querySelectorAll("input")];
  for (const input of inputs) input.nextElementSibling.value = Number(Number(input.value).toPrecision(4));
  const settings = new URLSearchParams([["on", name], ...inputs.map((input) => [input.name, input.value])]);
  if (waiting.has(name)) { // one request at a time; the last setting counts
    waiting.set(name, true);
    return;
  }
  waiting.set(name, false);
  fill(element.querySelector(".tried"), `try/${element.dataset.try}?${settings}`)
    .catch(() => say(WORDS["not-open"]))
    .finally(() => {
      const again = waiting.get(name);
      waiting.delete(name);
      if (again) tryOut(element);
    });
}

for (const element of all("[data-try]")) {
  element.addEventListener("toggle", () => { if (element.open) tryOut(element); });
  element.addEventListener("input", () => tryOut(element));
}

// ---------------------------------------------------------------- worked steps

for (const element of all("[data-steps]")) {
  element.addEventListener("toggle", () => {
    const place = element.querySelector("div");
    if (element.open && !place.dataset.html) fill(place, `steps/${element.dataset.steps}`).catch(() => say(WORDS["no-steps"]));
  });
}

// ---------------------------------------------------------------- quiz

function answerOf(field) {
  const text = field.querySelector("input[type=text]");
  if (text) return text.value.trim();
  const selects = [...field.querySelectorAll("select")].map((one) => one.value);
  if (selects.length) return selects.every((one) => one === "-") ? "" : selects.join(" ");
  return [...field.querySelectorAll("input:checked")].map((one) => one.value).join(" ");
}

for (const question of all("[data-question]")) {
  question.querySelector("button").addEventListener("click", () => {
    const answers = {};
    for (const field of question.querySelectorAll("[data-blank]")) answers[field.dataset.blank] = answerOf(field);
    const options = { method: "POST", body: JSON.stringify(answers), headers: { "content-type": "application/json" } };
    fill(question.querySelector(".marks"), `quiz/${question.dataset.unit}/${question.dataset.question}`, options)
      .catch(() => say(WORDS["not-kept"]));
  });
}

// ---------------------------------------------------------------- events

const events = new EventSource(`${ROOT}events`);
let wasAway = false;

function renewed(names) {
  refresh(names).catch(() => say(WORDS["not-fetched"]));
}

events.addEventListener("message", (event) => renewed(JSON.parse(event.data)));
events.addEventListener("error", () => {
  wasAway = true;
  say(WORDS["waiting"]);
});
events.addEventListener("open", () => {
  say("");
  if (wasAway) renewed(all("[data-card]").map((one) => one.dataset.card)); // something may have been saved meanwhile
  wasAway = false;
});

// ---------------------------------------------------------------- solutions

document.addEventListener("toggle", (event) => { // cards come anew with each save, so the page listens for them
  const name = event.target.dataset?.solution;
  const place = event.target.querySelector("div");
  if (name && event.target.open && !place.dataset.html) fill(place, `solution/${name}`).catch(() => say(WORDS["no-steps"]));
}, true);
