"use strict";
// A field for each kind of answer: its element, and how an answer is read from it, written to it and echoed.

function typedField(blank, id) {
  const element = copyOf("field-template");
  const input = made("input", { type: "text", id, autocomplete: "off", spellcheck: false });
  input.setAttribute("autocapitalize", "off");
  element.querySelector(".place").append(input);
  return {
    element,
    input,
    read: () => input.value.trim(),
    write: (text) => { input.value = text; },
    echo: (text) => formulaEcho(readFormula(text, blank.names, blank.functions, data.words), blank),
  };
}

function formulaEcho(tree, blank) {
  const shown = ["Understood as", mathOf(tree)];
  if (blank.kind === "formula" || tree.op === "number") return shown;
  try {
    const value = valueOf(tree);
    return Number.isFinite(value) ? [...shown, `≈ ${Number(value.toPrecision(10))}`] : shown;
  } catch (error) {
    if (!(error instanceof NoValueError)) throw error;
    return [...shown, `which seems to have no value: ${error.message}`];
  }
}

function choiceField(type) {
  return (blank, id) => {
    const element = copyOf("group-template");
    const place = element.querySelector(".place");
    const options = blank.choices.map((choice) => [choice.letter, choice.text]);
    if (type === "checkbox") options.push(["none", "none of these"]);
    const inputs = options.map(([value, text]) => {
      const label = copyOf("choice-template");
      const input = label.querySelector("input");
      Object.assign(input, { type, value, name: id, id: `${id}-${value}` });
      label.querySelector("span").textContent = text;
      place.append(label);
      return input;
    });
    if (type === "checkbox") inputs.forEach((input) => input.addEventListener("input", () => apart(input, inputs)));
    const field = {
      element,
      rule: type === "checkbox" ? "Choose all that are right." : "Choose one.",
      read: () => inputs.filter((input) => input.checked).map((input) => input.value).join(" "),
      write: (text) => {
        const letters = text.toLowerCase() === "none" ? ["none"] : lettersOf(text);
        inputs.forEach((input) => { input.checked = letters.includes(input.value); });
      },
      echo: () => [],
    };
    if (type === "radio") place.append(leaveOpen(field));
    return field;
  };
}

// "None of these" goes with no other.
function apart(chosen, inputs) {
  if (!chosen.checked) return;
  for (const input of inputs) if ((input.value === "none") !== (chosen.value === "none")) input.checked = false;
}

function leaveOpen(field) {
  const button = made("button", { type: "button", className: "leave", textContent: "Leave open" });
  button.addEventListener("click", () => {
    field.write("");
    field.element.dispatchEvent(new Event("input"));
  });
  return button;
}

const lettersOf = (text) => Array.from(text.toLowerCase()).filter((sign) => /[a-z-]/.test(sign));

function rowsField(labels, choices, id, className) {
  const element = copyOf("group-template");
  element.classList.add(className);
  const selects = labels.map((text, at) => {
    const row = copyOf("row-template");
    const select = row.querySelector("select");
    const label = row.querySelector("label");
    select.id = label.htmlFor = `${id}-${at + 1}`;
    label.textContent = text;
    select.append(new Option("(open)", OPEN), ...choices.map((choice) => new Option(choice.text, choice.letter)));
    element.querySelector(".place").append(row);
    return select;
  });
  return {
    element,
    selects,
    read: () => {
      const letters = selects.map((select) => select.value);
      return letters.every((letter) => letter === OPEN) ? "" : letters.join(" ");
    },
    write: (text) => {
      const letters = lettersOf(text);
      selects.forEach((select, at) => { select.value = letters[at] || OPEN; });
      for (const select of selects) if (select.selectedIndex < 0) select.value = OPEN;
    },
  };
}

function stillOpen(text) {
  const open = text.split(" ").filter((letter) => letter === OPEN).length;
  return open ? `${open} still open.` : "";
}

function matchField(blank, id) {
  const field = rowsField(blank.lefts, blank.choices, id, "match");
  return { ...field, rule: "Choose one for each; the same may belong to several.", echo: (text) => [stillOpen(text)] };
}

function orderField(blank, id) {
  const labels = blank.choices.map((_, at) => `Place ${at + 1}`);
  const field = rowsField(labels, blank.choices, id, "order");
  field.selects.forEach((select, at) => {
    for (const [word, other] of [["up", at - 1], ["down", at + 1]]) {
      const button = made("button", { type: "button", textContent: word === "up" ? "↑" : "↓" });
      button.setAttribute("aria-label", `Move place ${at + 1} ${word}`);
      button.disabled = !field.selects[other];
      button.addEventListener("click", () => swap(field, select, field.selects[other]));
      select.parentElement.append(button);
    }
  });
  const rule = "Choose what comes first, second and so on. Where several orders work, each of them is right.";
  return { ...field, rule, echo: (text) => [stillOpen(text) || twice(text, blank)] };
}

function swap(field, one, other) {
  [one.value, other.value] = [other.value, one.value];
  field.element.dispatchEvent(new Event("input"));
  other.focus();
}

function twice(text, blank) {
  const letters = text.split(" ");
  const double = blank.choices.find((choice) => letters.filter((letter) => letter === choice.letter).length > 1);
  if (double) throw new AnswerError(`This is there twice: ${double.text}`);
  return "";
}

function lineField(blank, id) {
  const element = copyOf("field-template");
  const input = made("select", { id });
  const numbers = Array.from({ length: blank.lines }, (_, at) => String(at + 1));
  input.append(new Option("(open)", ""), ...numbers.map((number) => new Option(`line ${number}`, number)));
  element.querySelector(".place").append(input);
  const write = (text) => { input.value = numbers.includes(text) ? text : ""; };
  return { element, input, rule: "", read: () => input.value, write, echo: () => [] };
}

const KINDS = {
  number: typedField,
  formula: typedField,
  choice: choiceField("radio"),
  choices: choiceField("checkbox"),
  match: matchField,
  order: orderField,
  line: lineField,
};
