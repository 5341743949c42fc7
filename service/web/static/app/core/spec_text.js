// YAML of job specs: read, written as the recipes are, and the line of each part of it.
import { yaml } from "./yaml.js";
import { escaped, isObject } from "./pointer.js";

const { CORE_SCHEMA, EVENT_ALIAS, EVENT_MAPPING, EVENT_POP, EVENT_SCALAR, EVENT_SEQUENCE, dump, getScalarValue, load, parseEvents } = await yaml();
/** Longest line that lists and objects of plain values are written on. */
const LONGEST = 100;

/** Read YAML: { spec, error }, one of them null; an error has a reason and a line, from 0, where there is one. */
export function read(text) {
  let spec;
  try {
    spec = load(text, { schema: CORE_SCHEMA });
  } catch (error) {
    return { spec: null, error: { reason: error.reason || error.message, line: error.mark?.line ?? null } };
  }
  if (!isObject(spec)) return { spec: null, error: { reason: "expected names with values, such as `data: {source: mnist}`", line: 0 } };
  if (!isFiniteThroughout(spec)) return { spec: null, error: { reason: "expected finite numbers: there is no .inf or .nan in a spec", line: null } };
  return { spec, error: null };
}

const isFiniteThroughout = (value) => (value !== null && typeof value === "object" ? Object.values(value).every(isFiniteThroughout)
  : typeof value !== "number" || Number.isFinite(value));

/** Read a value that is a part of a spec; throws an Error for text that is no YAML. */
export const readValue = (text) => (text.trim() ? load(text, { schema: CORE_SCHEMA }) : null);

/** Write a value on one line. */
export const onLine = (value) => (typeof value === "string" && value.includes("\n") ? JSON.stringify(value) : dump(value, { flowLevel: 0,
  lineWidth: -1, schema: CORE_SCHEMA, noRefs: true }).trim());

/** Write a spec as YAML: short lists and entries on one line, as in the recipes. */
export const write = (spec) => (Object.keys(spec).length ? `${block(spec, "").join("\n")}\n` : "");

const isPlain = (value) => value === null || typeof value !== "object";
const isFlat = (value) => Object.values(value).every((part) => isPlain(part) || (Array.isArray(part) && part.every(isPlain)));

function block(value, indent) {
  if (Array.isArray(value)) return value.flatMap((item) => listItem(item, indent));
  return Object.entries(value).flatMap(([key, part]) => entry(key, part, indent));
}

function entry(key, value, indent) {
  const name = `${indent}${onLine(key)}:`;
  const fits = isPlain(value) || !Object.keys(value).length || (isFlat(value) && name.length + onLine(value).length < LONGEST && (Array.isArray(value)
    || Object.keys(value).length < 4));
  return fits ? [`${name} ${onLine(value)}`] : [name, ...block(value, `${indent}  `)];
}

function listItem(item, indent) {
  if (isPlain(item) || (isFlat(item) && indent.length + onLine(item).length < LONGEST)) return [`${indent}- ${onLine(item)}`];
  const [first, ...rest] = block(item, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

/** Tell whether text has comments, which an edit in the form does not keep. */
export const hasComments = (text) => /(^|\s)#/m.test(text);

/** Return the line, from 0, of each part of YAML by its JSON pointer. Text that is no YAML has no lines. */
export function linesOf(text) {
  let events;
  try {
    events = parseEvents(text);
  } catch {
    return new Map();
  }
  const lines = new Map();
  const starts = [0, ...[...text.matchAll(/\n/g)].map((found) => found.index + 1)];
  const lineOf = (position) => starts.findLastIndex((start) => start <= position);
  const open = [];
  for (const event of events) {
    if (event.type === EVENT_POP) open.pop();
    else if ([EVENT_SCALAR, EVENT_SEQUENCE, EVENT_MAPPING, EVENT_ALIAS].includes(event.type)) note(event, open, lines, lineOf, text);
  }
  return lines;
}

function note(event, open, lines, lineOf, text) {
  const parent = open.at(-1);
  const line = lineOf(event.valueStart ?? event.start ?? event.anchorStart ?? 0);
  if (parent?.isMap && parent.key === null && event.type === EVENT_SCALAR) {
    parent.key = getScalarValue(text, event);
    lines.set(`${parent.pointer}/${escaped(parent.key)}`, line);
    return;
  }
  const pointer = parent ? `${parent.pointer}/${parent.isMap ? escaped(parent.key ?? "") : parent.index}` : "";
  if (!lines.has(pointer)) lines.set(pointer, line);
  if (parent?.isMap) parent.key = null;
  else if (parent) parent.index += 1;
  if (event.type === EVENT_SEQUENCE || event.type === EVENT_MAPPING) open.push({ pointer, isMap: event.type === EVENT_MAPPING, key: null, index: 0 });
}

/** Return the line of a part, or of the nearest whole that has one; null without any. */
export function lineAt(lines, pointer) {
  for (let place = pointer; ; place = place.slice(0, place.lastIndexOf("/"))) {
    if (lines.has(place)) return lines.get(place);
    if (!place) return null;
  }
}
