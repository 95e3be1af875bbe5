"use strict";
// Reads answers that are formulas by the grammar and limits of the marker, from which `words` come.

function readFormula(text, names, functions, words) {
  const signs = Array.from(text);
  if (signs.length > words.limits.length) {
    throw new FormulaError(
      `an answer has at most ${words.limits.length} characters, and this one has ${signs.length}`, 1);
  }
  const typed = plainSigns(signs, words.signs);
  try {
    refuseWhatIsNoFormula(typed.text, functions);
    return new Reader(tokensOf(typed.text, words.limits), names, knownFunctions(functions, words), words.limits).whole();
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    throw new FormulaError(error.what, typed.columns[Math.min(error.column, typed.columns.length) - 1]);
  }
}

function knownFunctions(functions, words) {
  const isKnown = (name) => functions.includes(name) || (name === "ln" && functions.includes("log"));
  return new Map(Object.entries(words.functions).filter(([name]) => isKnown(name)));
}

const size = (n) => (n < 0n ? -n : n);
const bitLength = (n) => (n === 0n ? 0n : BigInt(size(n).toString(2).length));
const largest = (list) => list.reduce((a, b) => (a > b ? a : b));

function fraction(above, below) {
  let [a, b] = [size(above), below];
  while (b) [a, b] = [b, a % b];
  return { above: above / a, below: below / a };
}

const roundedUp = (number) => (size(number.above) + number.below - 1n) / number.below;

function numeral(token) {
  const [, whole, decimals = "", exponent = "0"] = NUMBER.exec(token.text);
  const shift = Number(exponent) - decimals.length;
  const digits = BigInt(whole + decimals);
  const power = 10n ** BigInt(Math.abs(shift));
  const number = shift < 0 ? fraction(digits, power) : fraction(digits * power, 1n);
  return {
    node: { op: "number", number, parts: [] },
    column: token.column,
    bits: largest([1n, bitLength(number.above), bitLength(number.below)]),
    height: 0,
    hasPower: false,
    hasNames: false,
    number,
    largest: roundedUp(number),
  };
}

function workedOut(op, numbers) {
  if (op === "negative" && numbers[0]) return { above: -numbers[0].above, below: numbers[0].below };
  const areWhole = numbers.every((number) => number && number.below === 1n);
  if (op === "/" && areWhole && numbers[1].above !== 0n) {
    const [a, b] = [numbers[0].above, numbers[1].above];
    return b < 0n ? fraction(-a, -b) : fraction(a, b);
  }
  return null;
}

class Reader {
  constructor(tokens, names, functions, limits) {
    Object.assign(this, { tokens, names: new Set([...names, "pi"]), functions, limits, at: 0, depth: 0 });
  }

  whole() {
    const part = this.sum();
    if (this.next.kind !== "end") throw this.unexpected("is a sign such as * missing?");
    return part.node;
  }

  sum() {
    let left = this.term();
    while (["+", "-"].includes(this.next.text)) left = this.made(this.advance().text, [left, this.term()]);
    return left;
  }

  term() {
    let left = this.signed();
    while (["*", "/", "//", "%"].includes(this.next.text)) {
      const sign = this.advance();
      const right = this.signed();
      if (sign.text !== "*" && right.number && right.number.above === 0n) {
        throw new FormulaError("this divides by 0", sign.column);
      }
      if (sign.text.length > 1 || sign.text === "%") this.refuseSign(sign);
      left = this.made(sign.text, [left, right]);
    }
    return left;
  }

  signed() {
    if (!this.take("-")) return this.power();
    return this.inside(() => this.made("negative", [this.signed()]));
  }

  power() {
    const base = this.atom();
    if (!this.take("**")) return base;
    return this.inside(() => this.raised(base, this.signed()));
  }

  atom() {
    const token = this.next;
    let part;
    if (token.kind === "number") part = numeral(this.advance());
    else if (token.kind === "name") {
      part = this.tokens[this.at + 1].text === "(" ? this.call(token) : this.named(this.advance());
    } else if (this.take("(")) {
      part = this.inside(() => {
        const within = this.sum();
        this.need(")");
        return within;
      });
    } else throw this.unexpected("a number or a name belongs here");
    if (["[0]", "[1:]"].includes(this.next.text)) this.refuseSign(this.next);
    return part;
  }

  named(token) {
    if (this.names.has(token.text)) {
      const node = { op: "name", text: token.text, parts: [] };
      return { node, column: token.column, bits: 1n, height: 0, hasPower: false, hasNames: true, number: null, largest: 0n };
    }
    if (this.functions.has(token.text)) {
      throw new FormulaError(`${token.text} needs its arguments in brackets`, token.column);
    }
    const known = [...this.names].sort().join(", ");
    throw new FormulaError(`${token.text.slice(0, 40)} is not known here; known are ${known}`, token.column);
  }

  call(name) {
    this.advance();
    this.need("(");
    const args = this.inside(() => {
      this.refuseUnknownFunction(name);
      const found = [this.sum()];
      while (this.take(",")) found.push(this.sum());
      this.need(")");
      return found;
    });
    const [fewest, most] = this.functions.get(name.text);
    if (args.length < fewest || args.length > most) {
      const arity = fewest === most ? `${fewest}` : `${fewest} or more`;
      throw new FormulaError(`${name.text} takes ${arity} in its brackets, not ${args.length}`, name.column);
    }
    return this.made("call", args, { text: name.text });
  }

  refuseUnknownFunction(name) {
    if (this.functions.has(name.text)) return;
    if (this.names.has(name.text)) {
      throw new FormulaError(`${name.text} is not a function: is a * missing?`, name.column);
    }
    const known = [...this.functions.keys()].sort().join(", ");
    throw new FormulaError(`there is no function ${name.text.slice(0, 40)} here; known are ${known}`, name.column);
  }

  refuseSign(sign) {
    throw new FormulaError(`${sign.text} cannot be used in this formula`, sign.column);
  }

  made(op, parts, { text = op, bits = parts.reduce((sum, part) => sum + part.bits, 0n) } = {}) {
    const column = Math.min(...parts.map((part) => part.column));
    const height = 1 + Math.max(...parts.map((part) => part.height));
    if (height > this.limits.height) {
      throw new FormulaError(`more than ${this.limits.height} operations stand inside each other`, column);
    }
    if (bits > BigInt(this.limits.bits)) {
      throw new FormulaError("the numbers in this could become too large", column);
    }
    const number = workedOut(op, parts.map((part) => part.number));
    return {
      node: { op, text, parts: parts.map((part) => part.node) },
      column,
      bits,
      height,
      hasPower: parts.some((part) => part.hasPower),
      hasNames: parts.some((part) => part.hasNames),
      number,
      largest: number ? roundedUp(number) : largest(parts.map((part) => part.largest)),
    };
  }

  raised(base, exponent) {
    if (exponent.hasPower) throw new FormulaError("an exponent may not hold another power", exponent.column);
    if (exponent.largest > BigInt(this.limits.exponent)) {
      throw new FormulaError(`exponents go up to ${this.limits.exponent}`, exponent.column);
    }
    let times = 2n ** exponent.bits;
    if (exponent.hasNames) times = 1n;
    else if (exponent.number) times = largest([1n, exponent.largest]);
    return { ...this.made("**", [base, exponent], { bits: times * base.bits }), hasPower: true };
  }

  get next() {
    return this.tokens[this.at];
  }

  advance() {
    this.at += 1;
    return this.tokens[this.at - 1];
  }

  take(text) {
    const found = this.next.text === text;
    if (found) this.at += 1;
    return found;
  }

  need(text) {
    if (!this.take(text)) throw this.unexpected(`${text} belongs here`);
  }

  unexpected(what) {
    if (this.next.kind === "end") {
      return new FormulaError(`the formula ends too early: ${what}`, this.next.column);
    }
    return new FormulaError(`${this.next.text.slice(0, 40)} cannot stand here: ${what}`, this.next.column);
  }

  inside(read) {
    this.depth += 1;
    if (this.depth > this.limits.depth) {
      const what = `more than ${this.limits.depth} brackets or signs stand inside each other`;
      throw new FormulaError(what, this.next.column);
    }
    const found = read();
    this.depth -= 1;
    return found;
  }
}
