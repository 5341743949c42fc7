// Names and values of a search space in few words.
import { number } from "../../core/format.js";

/** Return keys of a search space without what all of them begin with: model.layers.0.units and model.layers.0.rate -> units and rate. */
export function shortNames(keys) {
  const parts = keys.map((key) => key.split("."));
  let n = 0;
  while (parts.length && parts.every((one) => n < one.length - 1 && one[n] === parts[0][n])) n += 1;
  return new Map(keys.map((key, index) => [key, parts[index].slice(n).join(".")]));
}

/** A value of a parameter as text. */
export const valueText = (value) => (typeof value === "number" ? number(value) : typeof value === "string" ? value : JSON.stringify(value) ?? "–");
