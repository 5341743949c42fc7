// The JSON Schema of specs as forms need it: every node as one of few kinds, with references followed.
import { isObject } from "./pointer.js";
import { words } from "./format.js";

/**
 * @typedef {object} Shape What may stand at a place.
 * kind: "const", "enum", "boolean", "integer", "number", "string", "list" (item), "object" (fields, required), "map" (item),
 *   "tagged" (tag, choices: Map of the tag's value to an object), "choice" (choices), or "any" (written as YAML).
 * title, hint, nullable, default; bounds of numbers and lists: minimum, above, maximum, below, least, most.
 */

/** Return a function that gives the shape of a node of a schema. Shapes are made when they are asked for, once. */
export function shapesOf(schema) {
  const known = new WeakMap();
  const shapeOf = (node) => {
    if (!isObject(node)) return { kind: "any", title: "" };
    if (!known.has(node)) known.set(node, made(node));
    return known.get(node);
  };
  const made = (node) => {
    const { node: whole, name } = followed(node, schema);
    const alternatives = whole.oneOf || whole.anyOf;
    const base = { title: name ? words(name.replace(/(Layer|Step)$/, "").replace(/([a-z])([A-Z])/g, "$1 $2")) : "", hint: whole.description || "",
      default: whole.default };
    if (alternatives) return { ...base, ...ofAlternatives(alternatives, shapeOf, schema) };
    return { ...base, ...ofType(whole, shapeOf) };
  };
  return shapeOf;
}

/** Follow references; what stands beside a reference, such as a description, wins. */
function followed(node, schema) {
  let name = null;
  while (node.$ref) {
    const { $ref, ...beside } = node;
    name = $ref.split("/").at(-1);
    node = { ...schema.$defs[name], ...beside };
  }
  return { node, name };
}

function ofAlternatives(alternatives, shapeOf, schema) {
  const others = alternatives.filter((one) => one.type !== "null");
  const nullable = others.length < alternatives.length;
  if (others.length === 1) {
    const { title, hint, default: _, ...inner } = shapeOf(others[0]);
    return { ...inner, nullable, ...(title ? { title } : {}), innerHint: hint };
  }
  const tag = tagOf(others, schema);
  if (!tag) return { kind: "choice", nullable, choices: others.map(shapeOf) };
  const choices = new Map(others.map((one) => [followed(one, schema).node.properties[tag].const, one]));
  return { kind: "tagged", tag, nullable, names: [...choices.keys()], shapeOf: (name) => (choices.has(name) ? shapeOf(choices.get(name)) : null) };
}

/** Return the property that tells objects apart, by a constant in each of them. */
function tagOf(alternatives, schema) {
  const properties = alternatives.map((one) => followed(one, schema).node.properties);
  if (properties.some((one) => !one)) return null;
  return Object.keys(properties[0]).find((key) => properties.every((one) => one[key] && "const" in one[key])) || null;
}

function ofType(node, shapeOf) {
  if ("const" in node) return { kind: "const", value: node.const };
  if (node.enum) return { kind: "enum", values: node.enum };
  switch (node.type) {
    case "boolean": return { kind: "boolean" };
    case "integer":
    case "number": return { kind: node.type, minimum: node.minimum, above: node.exclusiveMinimum, maximum: node.maximum, below: node.exclusiveMaximum };
    case "string": return { kind: "string", most: node.maxLength };
    case "array": return { kind: "list", item: shapeOf(node.items), least: node.minItems || 0, most: node.maxItems };
    case "object": return ofObject(node, shapeOf);
    default: return { kind: "any" };
  }
}

function ofObject(node, shapeOf) {
  if (node.properties) return { kind: "object", fields: Object.keys(node.properties), required: new Set(node.required),
    shapeOf: (key) => shapeOf(node.properties[key]) };
  return isObject(node.additionalProperties) ? { kind: "map", get item() { return shapeOf(node.additionalProperties); } } : { kind: "any" };
}

const PLAIN = new Set(["enum", "boolean", "integer", "number", "string"]);

/** Tell whether a shape is written in one field: a plain value, or a list of plain values. */
export const isPlain = (shape) => PLAIN.has(shape.kind) || (shape.kind === "list" && (PLAIN.has(shape.item.kind) || shape.item.kind === "any"
  || (shape.item.kind === "choice" && shape.item.choices.every(isPlain))));

/** How well a value fits a shape: 0 not at all, 3 as far as one sees at first sight. */
export function fit(shape, value) {
  if (value === null) return shape.nullable ? 3 : 0;
  switch (shape.kind) {
    case "enum": return typeof value === "string" ? (shape.values.includes(value) ? 3 : 1) : 0;
    case "string": case "boolean": return typeof value === shape.kind ? 2 : 0;
    case "integer": case "number": return typeof value === "number" ? 2 : 0;
    case "list": return Array.isArray(value) ? 1 + (value.length ? Math.sign(fit(shape.item, value[0])) : 1) : 0;
    case "tagged": return isObject(value) ? (shape.names.includes(value[shape.tag]) ? 3 : Object.hasOwn(value, shape.tag) ? 2 : 1) : 0;
    case "object": return isObject(value) ? (fitsFields(shape, value) ? 3 : 1) : 0;
    case "map": return isObject(value) ? 2 : 0;
    case "choice": return Math.max(...shape.choices.map((one) => fit(one, value)));
    default: return 0;
  }
}

const fitsFields = (shape, value) => [...shape.required].every((key) => Object.hasOwn(value, key)) && Object.keys(value).every((key) => shape.fields.includes(key));

/** Return the choice that a value is of; null for none. */
export function chosen(shape, value) {
  const best = shape.choices.toSorted((one, other) => fit(other, value) - fit(one, value))[0];
  return fit(best, value) > 0 ? best : null;
}

/** Return a first value of a shape: what has to be there, and no more. */
export function initial(shape) {
  if (shape.default !== undefined && shape.default !== null) return shape.default;
  switch (shape.kind) {
    case "const": return shape.value;
    case "enum": return shape.values[0];
    case "boolean": return true;
    case "integer": return Math.max(shape.minimum ?? (shape.above === undefined ? 1 : shape.above + 1), 1);
    case "number": return shape.minimum ?? (shape.below === undefined && shape.maximum === undefined ? 1 : ((shape.above ?? 0) + (shape.below ?? shape.maximum)) / 2);
    case "string": return "";
    case "list": return Array.from({ length: shape.least }, () => initial(shape.item));
    case "tagged": return initialOf(shape, shape.names[0]);
    case "object": return Object.fromEntries([...shape.required].map((key) => [key, initial(shape.shapeOf(key))]));
    case "choice": return initial(shape.choices[0]);
    default: return {};
  }
}

/** Return a first value of one form of a tagged union; what the value before has in common with it stays. */
export function initialOf(shape, name, before = {}) {
  const form = shape.shapeOf(name);
  const kept = Object.entries(before).filter(([key]) => key !== shape.tag && form.fields.includes(key));
  return { [shape.tag]: name, ...initial(form), ...Object.fromEntries(kept), [shape.tag]: name };
}
