// Tables and series as they are pasted from a spreadsheet, or dropped as a file.
import { count } from "../core/format.js";

/**
 * Parse separated values: tabs, semicolons or commas, whichever is found first in this order; quoted fields may have all of them.
 * With tabs and semicolons a comma within a number is a decimal one, as spreadsheets of many countries write it.
 * @returns {string[][]} Rows of cells; empty lines are left out.
 */
export function parsedTable(text) {
  const separator = ["\t", ";"].find((one) => text.includes(one)) || ",";
  const rows = [[""]];
  let quoted = false;
  const add = (letter) => { rows.at(-1)[rows.at(-1).length - 1] += letter; };
  const letters = text.replace(/\r\n?/g, "\n");
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at];
    if (quoted && letter === '"' && letters[at + 1] === '"') { add('"'); at += 1; }
    else if (letter === '"' && (quoted || rows.at(-1).at(-1) === "")) quoted = !quoted;
    else if (!quoted && letter === separator) rows.at(-1).push("");
    else if (!quoted && letter === "\n") rows.push([""]);
    else add(letter);
  }
  const decimal = (cell) => (separator !== "," && /^-?\d+,\d+$/.test(cell) ? cell.replace(",", ".") : cell);
  return rows.map((row) => row.map((cell) => decimal(cell.trim()))).filter((row) => row.some((cell) => cell !== ""));
}

/** Return the rows of a table by the columns of a model: a first line with their names puts them in order, otherwise they are taken as they come. */
export function byColumns(table, names) {
  const header = table[0]?.map((cell) => names.indexOf(cell)) || [];
  const isOfNumbers = table[0]?.every((cell) => Number.isFinite(Number(cell)));  // Columns without names of their own are called by numbers.
  if (isOfNumbers || !header.some((index) => index >= 0)) return table;
  return table.slice(1).map((row) => names.map((_, column) => (header.includes(column) ? row[header.indexOf(column)] ?? "" : "")));
}

/**
 * Parse a series: numbers separated by anything, or a table of which the columns of numbers are taken.
 * @returns {{steps: Array, note: string}} Numbers, or rows of numbers where there are several columns.
 */
export function parsedSeries(text, width = 1) {
  const cells = text.trim().split(/[\s;,]+/).filter(Boolean);
  if (width === 1 && cells.every((cell) => Number.isFinite(Number(cell)))) return { steps: cells.map(Number), note: "" };
  const rows = parsedTable(text);
  const isNumber = (cell) => cell !== "" && Number.isFinite(Number(cell));
  const body = rows[0]?.some((cell) => isNumber(cell)) ? rows : rows.slice(1);
  const columns = (body[0] || []).map((_, column) => column).filter((column) => body.every((row) => isNumber(row[column] ?? "")));
  if (columns.length < width) return { steps: [], note: `Expected ${count(width, "column")} of numbers, found ${columns.length || "none"}.` };
  const taken = columns.slice(-width);
  const names = body === rows ? taken.map((column) => String(column + 1)) : taken.map((column) => rows[0][column]);
  const step = (row) => (width === 1 ? Number(row[taken[0]]) : taken.map((column) => Number(row[column])));
  return { steps: body.map(step), note: columns.length > width ? `Taken: column ${names.join(", ")}.` : "" };
}
