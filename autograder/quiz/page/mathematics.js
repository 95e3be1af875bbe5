"use strict";
// A formula that was read, as text, as a number and in mathematics (MathML).

const LEVELS = { "+": 1, "-": 1, "*": 2, "/": 2, negative: 3, "**": 4 };
const TIGHTEST = 5;
const level = (node) => LEVELS[node.op] || TIGHTEST;

// How tightly each part of an operation must hold together, so that it needs no brackets.
function needed(node) {
  const own = level(node);
  if (node.op === "negative") return [3];
  return node.op === "**" ? [TIGHTEST, 3] : [own, own + 1];
}

function textOf(node) {
  if (node.op === "number") return numberText(node.number);
  if (node.op === "name") return node.text;
  if (node.op === "call") return `${node.text}(${node.parts.map(textOf).join(", ")})`;
  const parts = node.parts.map((part, at) => (level(part) < needed(node)[at] ? `(${textOf(part)})` : textOf(part)));
  if (node.op === "negative") return `-${parts[0]}`;
  return parts.join(["+", "-"].includes(node.op) ? ` ${node.op} ` : node.op);
}

function numberText({ above, below }) {
  if (below === 1n) return String(above);
  let places = 0;
  while ((above * 10n ** BigInt(places)) % below) places += 1;
  const digits = String((above * 10n ** BigInt(places)) / below);
  const exponent = digits.length - places;
  if (exponent > -8) {
    const padded = digits.padStart(places + 1, "0");
    return `${padded.slice(0, -places)}.${padded.slice(-places)}`;
  }
  const rest = digits.slice(1);
  return `${digits[0]}${rest && `.${rest}`}e${exponent - 1}`;
}

class NoValueError extends Error {}

function refuse(condition, why) {
  if (condition) throw new NoValueError(why);
}

const VALUES = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => (refuse(b === 0, "a division by 0"), a / b),
  "**": (a, b) => {
    refuse(a === 0 && b < 0, "a division by 0");
    refuse(a < 0 && !Number.isInteger(b), "the root of a negative number");
    return a ** b;
  },
  negative: (a) => -a,
  sqrt: (a) => (refuse(a < 0, "the root of a negative number"), Math.sqrt(a)),
  log: (a) => (refuse(a <= 0, "the logarithm of a number that is not positive"), Math.log(a)),
  ln: (a) => VALUES.log(a),
};

// The value of a formula without names, to the digits of the browser's own numbers.
function valueOf(node) {
  if (node.op === "number") return Number(node.number.above) / Number(node.number.below);
  if (node.op === "name") return Math.PI;
  const parts = node.parts.map(valueOf);
  const name = node.op === "call" ? node.text : node.op;
  return (VALUES[name] || Math[name])(...parts);
}

// ---------------------------------------------------------------- in mathematics

const GREEK = { beta: "β", eps: "ε", rho: "ρ", pi: "π", gamma: "γ", lambda: "λ", eta: "η", mu: "μ", delta: "δ" };

function element(name, ...children) {
  const made = document.createElementNS("http://www.w3.org/1998/Math/MathML", name);
  made.append(...children);
  return made;
}

const sign = (text) => element("mo", text);
const inBrackets = (...inner) => element("mrow", sign("("), ...inner, sign(")"));

function mathOf(node) {
  const math = element("math", mathPart(node));
  math.setAttribute("alttext", textOf(node));
  return math;
}

function mathPart(node) {
  if (node.op === "number") return element("mn", numberText(node.number));
  if (node.op === "name") return mathName(node.text);
  if (node.op === "call") return mathCall(node);
  if (node.op === "/") return element("mfrac", ...node.parts.map(mathPart));
  if (node.op === "**") return element("msup", held(node.parts[0], TIGHTEST), mathPart(node.parts[1]));
  const [left, right] = node.parts.map((part, at) => held(part, needed(node)[at]));
  if (node.op === "negative") return element("mrow", sign("−"), left);
  return element("mrow", left, sign({ "+": "+", "-": "−", "*": "⋅" }[node.op]), right);
}

function held(node, least) {
  const isFraction = node.op === "/" && least <= LEVELS["*"] + 1;
  return level(node) < least && !isFraction ? inBrackets(mathPart(node)) : mathPart(node);
}

function mathName(name) {
  const [, letters, below] = /^([A-Za-z]+?)_?([0-9]*|(?<=_)\w+)$/.exec(name) || [name, name, ""];
  const letter = element("mi", GREEK[letters] || letters);
  return below ? element("msub", letter, element(/^[0-9]/.test(below) ? "mn" : "mi", below)) : letter;
}

function mathCall(node) {
  const parts = node.parts.map(mathPart);
  if (node.text === "sqrt") return element("msqrt", ...parts);
  if (node.text === "abs") return element("mrow", sign("|"), ...parts, sign("|"));
  const listed = parts.flatMap((part, at) => (at ? [sign(","), part] : [part]));
  return element("mrow", element("mi", node.text), sign("\u2061"), inBrackets(...listed));
}
