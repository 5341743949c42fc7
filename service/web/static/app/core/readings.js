// What is said about the reading of a file: put together, taken apart, and in words. A reading is an object such as {"missing": ["NA"], "types": {"zip": "text"}}.
import { integer } from "./format.js";

const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** Return a reading with the fields of another over it: lists are joined, types and dates go by column. */
export function over(said, more) {
  const merged = { ...said };
  for (const [field, value] of Object.entries(more)) {
    if (Array.isArray(value)) merged[field] = [...new Set([...(said[field] || []), ...value])];
    else merged[field] = isMap(value) ? { ...said[field], ...value } : value;
  }
  return merged;
}

/** Return a reading without what another says. */
export function without(said, less) {
  const rest = { ...said };
  for (const [field, value] of Object.entries(less)) {
    if (Array.isArray(value)) rest[field] = (said[field] || []).filter((one) => !value.includes(one));
    else if (isMap(value)) rest[field] = Object.fromEntries(Object.entries(said[field] || {}).filter(([name]) => !(name in value)));
    else delete rest[field];
    if (rest[field] && !Object.keys(rest[field]).length) delete rest[field];
  }
  return rest;
}

/** Tell whether a reading says all that another says. */
export function says(said, wanted) {
  return Object.entries(wanted).every(([field, value]) => {
    if (Array.isArray(value)) return value.every((one) => said[field]?.includes(one));
    return isMap(value) ? Object.entries(value).every(([name, one]) => said[field]?.[name] === one) : said[field] === value;
  });
}

/** Return a reading as single statements, each a reading of its own. */
export function statements(said) {
  return Object.entries(said).flatMap(([field, value]) => (isMap(value) ? Object.entries(value).map(([name, one]) => ({ [field]: { [name]: one } })) : [{ [field]: value }]));
}

/** Return what a reading means, in words, with the example cell where it has one: a list of sentences. */
export const meaning = (said, cell = null) => statements(said).map((one) => sentence(Object.entries(one)[0], cell, said));

const quoted = (cells) => cells.slice(0, 5).map((cell) => `“${cell}”`).join(", ") + (cells.length > 5 ? ` and ${integer(cells.length - 5)} more` : "");
const example = (cell, value) => (cell === null || value === null ? "" : `: “${cell}” is ${value}`);
const LABELS = {
  strip: "Blanks around labels do not count: such labels are one",
  strip_casefold: "Blanks and capitals do not count: such labels are one",
  as_is: "Labels are different as they are written",
};
const SENTENCES = {
  missing: (cells) => `${quoted(cells)} ${cells.length === 1 ? "stands" : "stand"} for a missing value`,
  skip_lines: (lines) => `${lines.length === 1 ? "Line" : "Lines"} ${lines.join(", ")} ${lines.length === 1 ? "is" : "are"} left out`,
  header: (has) => (has ? "The first row has the names of the columns" : "The first row has values; the columns are named column_0, column_1, …"),
  decimal: (mark, cell, said) => `The ${mark === "," ? "comma" : "point"} stands before the decimals${example(cell, parsed(cell, said))}`,
  thousands: (mark, cell, said) => `The ${{ ",": "comma", ".": "point", " ": "blank" }[mark] || mark} stands between groups of three digits${example(cell, parsed(cell, said))}`,
  encoding: (name) => `The text is encoded in ${name}`,
  delimiter: (mark) => `Cells are separated by ${{ "\t": "tabs", " ": "blanks" }[mark] || `“${mark}”`}`,
  labels: (how) => LABELS[how] || `The labels are in ${how}`,
  sheet: (name) => `The sheet “${name}” is read`,
  on_bad: (what) => (what === "skip" ? "Images that cannot be read are passed over" : "An image that cannot be read refuses the file"),
  max_bad_share: (share) => `At most ${integer(100 * share)} % of the images are passed over`,
};
const TYPES = { text: "text", number: "numbers", date: "dates", boolean: "truth values" };

function sentence([field, value], cell, said) {
  if (field === "types") return ofType(Object.entries(value)[0], cell, said);
  if (field === "dates") return ofDates(Object.entries(value)[0], cell);
  return SENTENCES[field]?.(value, cell, said) || `${field}: ${JSON.stringify(value)}`;
}

function ofType([column, type], cell, said) {
  const shown = { text: example(cell, "the text as it is written"), number: example(cell, parsed(cell, said)) }[type] || "";
  return `${column} holds ${TYPES[type] || type}${shown}`;
}

function ofDates([column, order], cell) {
  const found = /^\s*(\d{1,2})\D(\d{1,2})\D(\d{4})/.exec(cell || "");
  const [day, month] = found ? (order === "day_first" ? [found[1], found[2]] : [found[2], found[1]]) : [];
  const date = found ? new Date(Date.UTC(Number(found[3]), Number(month) - 1, Number(day))) : null;
  const shown = date && Number(month) <= 12 ? date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }) : null;
  return `In ${column} the ${order === "day_first" ? "day" : "month"} comes first${example(cell, shown)}`;
}

/** Return the number that a cell is when it is read so, as text; null where it is none. */
function parsed(cell, said) {
  const decimal = said.decimal || (said.thousands === "." ? "," : ".");
  const plain = (cell || "").replaceAll(said.thousands || (decimal === "," ? "." : ","), "").replace(decimal, ".").replace(/[^\d.eE+-]/g, "");
  return /\d/.test(plain) && Number.isFinite(Number(plain)) ? String(Number(plain)) : null;
}

/** Share of images that is passed over where nothing is said of it. */
const USUAL_SHARE = 0.05;

/** Return what a refusal in the API's words offers to say of the file, such as reading {"on_bad": "skip"} or format=xlsx: fields of an upload. Where a name has to be filled in, there is nothing to offer. */
export function offers(detail) {
  const formats = [...detail.matchAll(/format=([a-z]+)/g)].map(([, format]) => ({ format }));
  const readings = [...detail.matchAll(/reading (\{[^{}]*(?:\{[^{}]*\})?[^{}]*\})/g)].map(([, text]) => asObject(text)).filter((said) => said && said.labels !== "NAME.csv").map((reading) => ({ reading }));
  return [...formats, ...readings.map(({ reading }) => ({ reading: withShare(reading, detail) }))];
}

/** Images that cannot be read are passed over up to a share; where there are more, whoever sends the file again has to allow that. */
function withShare(reading, detail) {
  const [, bad, all] = /\(([\d,]+) of ([\d,]+) images cannot be read/.exec(detail) || [];
  const share = bad ? Number(bad.replaceAll(",", "")) / Number(all.replaceAll(",", "")) : 0;
  return reading.on_bad === "skip" && share > USUAL_SHARE ? { ...reading, max_bad_share: Math.ceil(100 * share) / 100 } : reading;
}

function asObject(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
