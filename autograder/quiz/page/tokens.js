"use strict";
// What is typed as a formula -> plain signs -> tokens, with the columns at which they were typed.

// An answer that cannot count as it stands; its message says why.
class AnswerError extends Error {}

class FormulaError extends AnswerError {
  constructor(what, column) {
    super(`Not understood yet: column ${column}: ${what}`);
    this.what = what;
    this.column = column;
  }
}

const WORD = "[\\p{L}\\p{N}_]";
const NAME_IN_FRONT = /^\s*[A-Za-z_][A-Za-z0-9_]*\s*=(?!=)/u;
const DECIMAL_COMMA = /(?<![\p{L}\p{N}_.)\]])(\p{Nd}*),(\p{Nd}+)(?![\p{L}\p{N}_.,])/u;
const NO_FORMULA = new RegExp(`(?<!${WORD})(if|else|and|or|not|for|in)(?!${WORD})|[<>=!"]`, "u");
const UNDER_A_ROOT = /^\s*([A-Za-z0-9_.]+)/u;
const TOKENS = [
  ["number", /\.?[0-9][A-Za-z0-9_.]*(?:(?<=[eE])[+-][0-9]+)?/y],
  ["name", /[A-Za-z_][A-Za-z0-9_]*/y],
  ["sign", /\*\*|\/\/|\[0\]|\[1:\]|[-+*\/%(),]/y],
];
const NUMBER = /^(?=\.?[0-9])([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/;

function plainSigns(signs, meanings) {
  const front = NAME_IN_FRONT.exec(signs.join(""));
  const found = [];
  const columns = [];
  let at = front ? front[0].length : 0;
  while (at < signs.length) {
    let sign = Object.hasOwn(meanings, signs[at]) ? meanings[signs[at]] : signs[at];
    let end = at + 1;
    if (signs[at] === "√") {
      const under = UNDER_A_ROOT.exec(signs.slice(end).join(""));
      sign = under ? `sqrt(${under[1]})` : "sqrt";
      end += under ? under[0].length : 0;
    }
    for (const one of Array.from(sign)) {
      found.push(one);
      columns.push(at + 1);
    }
    at = end;
  }
  return { text: found.join(""), columns: [...columns, signs.length + 1] };
}

const columnOf = (text, index) => Array.from(text.slice(0, index)).length + 1;

function refuseWhatIsNoFormula(text, functions) {
  if (!text.trim()) throw new FormulaError("there is nothing here", 1);
  const comma = DECIMAL_COMMA.exec(text);
  if (comma && !functions.includes("max") && !functions.includes("min")) {
    throw new FormulaError(`write ${comma[1] || 0}.${comma[2]} with a point, not a comma`, columnOf(text, comma.index));
  }
  const other = NO_FORMULA.exec(text);
  if (other) throw new FormulaError(`${other[0]} has no place in an answer`, columnOf(text, other.index));
}

function tokensOf(text, limits) {
  const found = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === " ") {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at);
    if (token.kind === "number") refuseStrangeNumber(token, limits);
    found.push(token);
    at += token.text.length;
  }
  return [...found, { kind: "end", text: "", column: columnOf(text, text.length) }];
}

function tokenAt(text, at) {
  for (const [kind, pattern] of TOKENS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { kind, text: match[0], column: columnOf(text, at) };
  }
  const sign = String.fromCodePoint(text.codePointAt(at));
  const code = sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  const shown = sign >= "!" && sign <= "~" && sign.length === 1 ? sign : `the character U+${code}`;
  throw new FormulaError(`${shown} has no place in a formula`, columnOf(text, at));
}

function refuseStrangeNumber(token, limits) {
  const number = NUMBER.exec(token.text.slice(0, 100));
  if (!number) throw new FormulaError(`${token.text.slice(0, 20)} is not a number: is a * missing?`, token.column);
  if (token.text.replace(/[^0-9]/g, "").length > limits.digits) {
    throw new FormulaError(`a number has at most ${limits.digits} digits`, token.column);
  }
  if (Math.abs(Number(number[3] || 0)) > limits.decimal_exponent) {
    throw new FormulaError(`a decimal's exponent goes up to ${limits.decimal_exponent}`, token.column);
  }
}
