// What a fault suggests: "did you mean Dense?" as a change of the spec.
import { at, isObject, keysOf, renamed, withPart, escaped } from "./pointer.js";

const MEANT = /did you mean (?:"([^"]+)"|([\w.@:+-]+))(?: \([^)]*\))?\?$/;
const CAME = /got ("(?:[^"\\]|\\.)*")/;

/**
 * Return the change that a fault suggests.
 * @param {object} spec The spec.
 * @param {{pointer: string, detail: string}} fault Its pointer is into the spec.
 * @returns {{word: string, spec: object}|null} The word to take, and the spec with it.
 */
export function suggestion(spec, { pointer, detail }) {
  const found = MEANT.exec(detail);
  if (!found) return null;
  const word = found[1] ?? found[2];
  const value = at(spec, pointer);
  if (value === undefined) return null;
  if (detail.startsWith(`${keysOf(pointer).at(-1)}: unknown`)) {
    const other = renamed(spec, pointer, word);
    return other === spec ? null : { word, spec: other };
  }
  if (isObject(value)) return inside(spec, pointer, value, detail, word);
  return typeof value === "string" ? { word, spec: withPart(spec, pointer, word) } : null;
}

/** The form of an object is told by one of its values: that one is meant. */
function inside(spec, pointer, value, detail, word) {
  const came = CAME.exec(detail);
  const key = came && Object.keys(value).find((name) => value[name] === JSON.parse(came[1]));
  return key ? { word, spec: withPart(spec, `${pointer}/${escaped(key)}`, word) } : null;
}
