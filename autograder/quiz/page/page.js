"use strict";
// The page: questions become fields, and answers are kept in the browser.

let wasChanged = false;

// ---------------------------------------------------------------- questions

function questionElement(item, number) {
  const section = copyOf("question-template");
  const title = section.querySelector("h2");
  title.id = `question-${number}`;
  title.textContent = `${number}. ${item.title} `;
  title.append(made("span", { className: "points", textContent: `(${item.worth})` }));
  section.setAttribute("aria-labelledby", title.id);
  for (const block of item.blocks) {
    const tag = block.keeps_lines ? "pre" : "p";
    section.querySelector(".text").append(made(tag, { textContent: block.text }));
  }
  for (const code of section.querySelectorAll("pre")) code.tabIndex = 0; // so that a keyboard can scroll it
  item.blanks.forEach((blank, at) => {
    const id = `answer-${number}-${at + 1}`;
    const field = { item, blank, id, text: "", ...KINDS[blank.kind](blank, id) };
    prepare(field);
    fields.push(field);
    section.append(field.element);
  });
  return section;
}

function prepare(field) {
  const { element, blank, id } = field;
  const asked = element.querySelector(".asked");
  asked.textContent = blank.text || "Your answer";
  if (field.input) asked.htmlFor = field.input.id;
  const rule = element.querySelector(".rule");
  const echo = element.querySelector(".echo");
  Object.assign(rule, { id: `${id}-rule`, textContent: field.rule ?? blank.rule });
  rule.hidden = !rule.textContent;
  echo.id = `${id}-echo`;
  (field.input || element).setAttribute("aria-describedby", `${rule.id} ${echo.id}`);
  element.addEventListener("input", () => changed(field));
}

function changed(field) {
  field.text = field.read();
  showEcho(field);
  wasChanged = true;
  keep();
  showSheet();
}

function showEcho(field) {
  const echo = field.element.querySelector(".echo");
  echo.replaceChildren();
  echo.classList.remove("bad");
  field.input?.removeAttribute("aria-invalid");
  try {
    if (field.text) echo.append(...field.echo(field.text));
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    echo.append(error.message);
    echo.classList.add("bad");
    field.input?.setAttribute("aria-invalid", "true");
  }
}

// ---------------------------------------------------------------- keeping and saving

const PLACE = `grade-descent quiz ${data.unit} ${data.student} ${data.seed}`;
const NOT_KEPT = "This browser does not keep your answers when the page is closed: save your sheet before, and open it again below.";

function keep() {
  try {
    localStorage.setItem(PLACE, JSON.stringify(answersNow()));
    tell("Your answers are kept in this browser, also when the page is closed.");
    return true;
  } catch {
    tell(NOT_KEPT);
    return false;
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(PLACE) || "{}");
  } catch {
    tell(NOT_KEPT);
    return {};
  }
}

function tell(text) {
  if (byId("kept").textContent !== text) byId("kept").textContent = text;
}

function save() {
  const address = URL.createObjectURL(new Blob([sheetText()], { type: "application/toml" }));
  const link = made("a", { href: address, download: data.file_name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // some browsers begin to read it only later
  wasChanged = false;
}

async function openSheet(file) {
  if (!file) return;
  const others = fillIn(answersIn(await file.text()));
  keep();
  tell(others ? `${others} answers in ${file.name} belong to other questions and were left out.` : `${file.name} is filled in.`);
}

function start() {
  if (data.student) Object.assign(byId("student"), { hidden: false, textContent: `Sheet of ${data.student}` });
  byId("questions").append(...data.items.map((item, at) => questionElement(item, at + 1)));
  fillIn(kept());
  byId("save").addEventListener("click", save);
  byId("open-file").addEventListener("change", (event) => openSheet(event.target.files[0]));
  byId("forget").addEventListener("click", () => {
    if (confirm("Clear all answers on this page?")) {
      fillIn({});
      keep();
    }
  });
  addEventListener("beforeunload", (event) => {
    if (wasChanged && byId("kept").textContent === NOT_KEPT) event.preventDefault();
  });
}

start();
