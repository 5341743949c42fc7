// Merge patches (RFC 7386): how forms of a recipe differ from it, and how an edited spec is sent as its recipe with a patch.
import { isObject } from "./pointer.js";

/** Return a value with a patch applied. */
export function merged(target, patch) {
  if (!isObject(patch)) return patch;
  const result = { ...(isObject(target) ? target : {}) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}

/** Return the patch that makes one object from another; null where no patch can, as in a patch null means that a key is taken away. */
export function difference(from, to) {
  const patch = {};
  for (const key of Object.keys(from)) if (!Object.hasOwn(to, key)) patch[key] = null;
  for (const [key, value] of Object.entries(to)) {
    if (isSame(from[key], value)) continue;
    const change = isObject(from[key]) && isObject(value) ? difference(from[key], value) : value;
    if (change === null || (isObject(change) && !isObject(from[key]) && hasNull(change))) return null;
    patch[key] = change;
  }
  return patch;
}

/** Tell whether two values are the same JSON, whatever the order of keys. */
export function isSame(one, other) {
  if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  if (!isObject(one) || !isObject(other)) return Object.is(one, other);
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]));
}

const hasNull = (value) => isObject(value) && Object.values(value).some((part) => part === null || hasNull(part));
