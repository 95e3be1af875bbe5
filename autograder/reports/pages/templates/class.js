// The table of students on the page of a class: sorted, filtered and searched; rows are drawn as they are scrolled to.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const [NAME, LINK, KNOWN, SECTION, STANDING, SCORE, MOST, UNITS, LETTERS, POINTS, MISTAKES, LATE, NOTES, ADJUSTED] =
    Array(14).keys();
  const AT_ONCE = 60;
  const TONES = { P: "good", "-": "quiet", S: "quiet" };
  const part = (id) => document.getElementById(id);
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const searched = data.rows.map((row) => fold(`${row[NAME]} ${row[KNOWN]}`));
  const text = (number) => data.texts[number];
  const notes = (row) => row[NOTES].map(text).join(" ");
  const points = (value) => (value === null ? "no grade" : value === -1 ? "" : String(value));
  const share = (row) => (row[SCORE] === null || !row[MOST] ? null : row[SCORE] / row[MOST]);

  const made = (tag, content = "", attributes = {}) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(content);
    return element;
  };

  const to = (row, place) => (row[LINK] ? { href: row[LINK] + place } : {});

  // ---------------------------------------------------------------- columns

  const nameOf = (row) => {
    const cell = made("th", made("a", row[NAME], to(row, "")), { scope: "row" });
    if (row[KNOWN] && row[KNOWN] !== row[NAME]) cell.append(made("small", row[KNOWN]));
    return cell;
  };

  const unitOf = (unit, number) => ({
    head: unit,
    value: (row) => (row[UNITS][number] === -1 ? null : row[UNITS][number]),
    cell: (row) => made("td", points(row[UNITS][number]), { className: "number" }),
  });

  const exerciseOf = ([exercise, most], number) => ({
    head: exercise,
    isTall: true,
    value: (row) => (row[POINTS][number] === -1 ? null : row[POINTS][number]),
    cell: (row) => {
      const letter = row[LETTERS][number];
      if (letter === " ") return made("td");
      const score = row[POINTS][number];
      const title = `${exercise}: ${data.statuses[letter]}, ${score === null ? "no grade" : `${score} of ${most}`}`;
      const shown = letter === "F" && score !== null ? String(score) : letter;
      const link = made("a", shown, { ...to(row, `#${encodeURIComponent(exercise)}`), title, tabIndex: -1 });
      return made("td", link, { className: `cell ${TONES[letter] || "open"}` });
    },
  });

  const plain = (head, value, isNumber = false) => ({
    head,
    value,
    cell: (row) => made("td", String(value(row) ?? ""), { className: isNumber ? "number" : "" }),
  });

  const some = (place, isThere) => data.rows.some((row) => isThere(row[place]));

  const columnsOf = (shown) => [
    { head: "student", value: (row) => row[NAME], cell: nameOf },
    ...(some(SECTION, text) ? [plain("section", (row) => text(row[SECTION]))] : []),
    ...(shown === "exercises" ? data.exercises.map(exerciseOf) : data.units.map(unitOf)),
    {
      head: "points",
      value: share,
      cell: (row) =>
        made("td", row[SCORE] === null ? "no grade" : `${row[SCORE]} of ${row[MOST]}`, { className: "number" }),
    },
    plain("status", (row) => text(row[STANDING])),
    ...(some(LATE, Boolean) ? [plain("late", (row) => row[LATE])] : []),
    ...(some(ADJUSTED, Boolean) ? [plain("adjusted", (row) => row[ADJUSTED] || "", true)] : []),
    ...(shown === "units" && some(NOTES, (all) => all.length) ? [{ ...plain("note", notes), isWide: true }] : []),
  ];

  // ---------------------------------------------------------------- what is shown

  let columns = [];
  let sorted = { head: "student", isDown: false };
  let rows = [];
  let drawn = 0;

  const compared = (one, other) =>
    typeof one === "string" && typeof other === "string" ? collator.compare(one, other) : one - other;

  const isAsked = () => {
    const words = fold(part("search").value).split(/\s+/).filter(Boolean);
    const [section, standing, exercise, mistake] = ["section", "standing", "exercise", "mistake"].map((id) => {
      const { value } = part(id);
      return value === "" ? null : Number(value);
    });
    return (row, number) =>
      words.every((word) => searched[number].includes(word)) &&
      (section === null || row[SECTION] === section) &&
      (standing === null || row[STANDING] === standing) &&
      (exercise === null || !"P ".includes(row[LETTERS][exercise])) &&
      (mistake === null || row[MISTAKES].includes(mistake));
  };

  const choose = () => {
    rows = data.rows.filter(isAsked());
    const column = columns.find(({ head }) => head === sorted.head) || columns[0];
    const keys = new Map(rows.map((row) => [row, column.value(row)]));
    const isNothing = (key) => key === null || key === "";
    rows.sort((one, other) => {
      const [a, b] = [keys.get(one), keys.get(other)];
      if (isNothing(a) || isNothing(b)) return isNothing(a) - isNothing(b);
      return sorted.isDown ? compared(b, a) : compared(a, b);
    });
    const all = data.rows.length;
    part("shown").textContent = rows.length === all ? `All ${all} students` : `${rows.length} of ${all} students`;
    part("rows").tBodies[0].replaceChildren();
    drawn = 0;
    drawMore(AT_ONCE);
  };

  const drawMore = (count) => {
    const next = rows.slice(drawn, drawn + count).map((row) => {
      const line = document.createElement("tr");
      line.append(...columns.map(({ cell }) => cell(row)));
      return line;
    });
    part("rows").tBodies[0].append(...next);
    drawn += next.length;
    part("more").hidden = drawn >= rows.length;
  };

  // ---------------------------------------------------------------- heads

  const markSorted = () => {
    for (const head of part("rows").tHead.rows[0].cells) {
      const isIt = head.textContent === sorted.head;
      if (isIt) head.setAttribute("aria-sort", sorted.isDown ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  };

  const sortBy = (head) => {
    sorted = { head, isDown: sorted.head === head && !sorted.isDown };
    markSorted();
    choose();
  };

  const drawHeads = () => {
    const shown = part("columns").value;
    columns = columnsOf(shown);
    if (!columns.some(({ head }) => head === sorted.head)) sorted = { head: "student", isDown: false };
    const line = document.createElement("tr");
    line.append(
      ...columns.map(({ head, isTall, isWide }) => {
        const button = made("button", head, { type: "button" });
        button.addEventListener("click", () => sortBy(head));
        return made("th", button, { scope: "col", className: isTall ? "tall" : isWide ? "widest" : "" });
      }),
    );
    part("rows").tHead.replaceChildren(line);
    part("letters").hidden = shown !== "exercises";
    markSorted();
  };

  // ---------------------------------------------------------------- controls

  const fill = (id, options) => {
    part(id).append(
      made("option", "all", { value: "" }),
      ...options.map(([value, words]) => made("option", words, { value: String(value) })),
    );
  };
  const numbersOf = (place) => {
    const numbers = [...new Set(data.rows.map((row) => row[place]))];
    return numbers.map((number) => [number, text(number) || "none"]).sort((a, b) => collator.compare(a[1], b[1]));
  };

  fill("section", numbersOf(SECTION));
  fill("standing", numbersOf(STANDING));
  fill("exercise", data.exercises.map(([name], number) => [number, name]));
  fill("mistake", data.mistakes.map((title, number) => [number, title.length > 70 ? `${title.slice(0, 69)}\u2026` : title]));
  document.querySelector(".of-sections").hidden = !some(SECTION, text);

  const controls = document.querySelector(".controls");
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("reset", () => setTimeout(() => (drawHeads(), choose())));
  part("search").addEventListener("input", choose);
  for (const id of ["section", "standing", "exercise", "mistake"]) part(id).addEventListener("change", choose);
  part("columns").addEventListener("change", () => (drawHeads(), choose()));
  part("more").addEventListener("click", () => drawMore(5 * AT_ONCE));
  const scrolled = part("rows").parentElement;
  scrolled.addEventListener("scroll", () => {
    if (scrolled.scrollTop + scrolled.clientHeight > scrolled.scrollHeight - 600) drawMore(AT_ONCE);
  });
  window.addEventListener("beforeprint", () => drawMore(rows.length));

  for (const button of document.querySelectorAll("button.script")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      controls.reset();
      const [id, number] = Object.entries(button.dataset)[0];
      part(id).value = number;
      choose();
      part("students").scrollIntoView();
      part(id).focus();
    });
  }

  part("table").hidden = false;
  drawHeads();
  choose();
})();
