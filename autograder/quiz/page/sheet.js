"use strict";
// The sheet to hand in: filled in from the fields, and read again.

const LINE = /^([A-Za-z0-9_-]+) = (.*)$/;
const ESCAPES = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function quoted(text) {
  const shown = Array.from(text, (sign) => ESCAPES[sign] || (/\p{C}|(?! )\p{Z}/u.test(sign) ? escaped(sign) : sign));
  return `"${shown.join("")}"`;
}

function escaped(sign) {
  const code = sign.codePointAt(0);
  const scalar = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
  return `\\U${scalar.toString(16).padStart(8, "0")}`;
}

// The empty sheet, with what was answered between its quotes.
function sheetText() {
  const texts = new Map(fields.map((field) => [`${field.item.question} ${field.blank.id}`, field.text]));
  let question = null;
  return data.sheet.split("\n").map((line) => {
    const [, key, value] = LINE.exec(line) || [];
    if (line === "[[answer]]") question = "";
    else if (question === "" && key === "question") question = JSON.parse(value);
    else if (question && texts.has(`${question} ${key}`)) return `${key} = ${quoted(texts.get(`${question} ${key}`))}`;
    return line;
  }).join("\n");
}

// What a saved sheet answers, by question; lines that are no answers are passed over.
function answersIn(text) {
  const found = {};
  let given = null;
  for (const line of text.split(/\r?\n/)) {
    const [, key, value] = LINE.exec(line) || [];
    if (/^\s*\[\[\s*answer\s*\]\]/.test(line)) given = { texts: {} };
    else if (given && key === "question") found[unquoted(value)] = given;
    else if (given && key === "version") given.version = unquoted(value);
    else if (given && key) given.texts[key] = unquoted(value);
  }
  return found;
}

function unquoted(value) {
  const inner = value.trim().replace(/^"(.*)"$/s, "$1");
  const meanings = { n: "\n", r: "\r", t: "\t" };
  return inner.replace(/\\U([0-9a-fA-F]{8})|\\u([0-9a-fA-F]{4})|\\(.)/gs, (_, long, short, sign) =>
    long || short ? String.fromCodePoint(parseInt(long || short, 16)) : meanings[sign] || sign);
}

function answersNow() {
  const found = {};
  for (const { item, blank, text } of fields) {
    found[item.question] ??= { version: item.version, texts: {} };
    found[item.question].texts[blank.id] = text;
  }
  return found;
}

// Fill in what was answered before, as far as the questions are the same; how many answers were not.
function fillIn(found) {
  let others = 0;
  for (const field of fields) {
    const given = found[field.item.question];
    const isSame = given && given.version === field.item.version;
    if (given && !isSame) others += 1;
    field.write(isSame ? given.texts[field.blank.id] || "" : "");
    field.text = field.read();
    showEcho(field);
  }
  showSheet();
  return others;
}

function showSheet() {
  byId("sheet-text").textContent = sheetText();
  const answered = fields.filter((field) => field.text).length;
  const bad = document.querySelectorAll(".echo.bad").length;
  byId("progress").textContent = `${answered} of ${fields.length} answered${bad ? `, ${bad} to be mended` : ""}`;
}
