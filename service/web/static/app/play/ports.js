// What a model takes and gives, in words, and which view of the playground fits it.
import { words } from "../core/format.js";
import { MOST_COLUMNS, widthOf } from "./columns.js";

const IMAGE_CHANNELS = new Set([1, 3, 4]);

/** Tell whether an input is an image: a grid of shades, with or without an axis of colours. */
export function isImage({ images, input_dtype: dtype, input_shape: shape }) {
  return images || dtype === "image" || (dtype === "uint8" && (shape.length === 2 || (shape.length === 3 && IMAGE_CHANNELS.has(shape[2]))));
}

/** Return {width, height, channels, deep (whether one channel has an axis of its own)} of an image input; null where it takes images of any size. */
export function sizeOf({ input_shape: shape }) {
  const [height, width, channels = 1] = shape;
  return shape.length >= 2 && height && width ? { width, height, channels, deep: shape.length === 3 && channels === 1 } : null;
}

/** Return the step "image" of an input's recorded preprocessing, which says how photographs are prepared; null if it has none. */
export const imageStep = (model, port) => (model.preprocessing.inputs[port] || []).map(({ spec }) => spec).find(({ step }) => step === "image") || null;

/** Tell which view an input needs: image, generation (of text), series, text, row, or json where there is none. */
export function formOf(model, port) {
  const input = model.signature.inputs[port];
  const kinds = Object.values(model.signature.outputs).map(({ kind }) => kind);
  if (kinds.includes("generation")) return "generation";
  if (kinds.includes("forecasting")) return rollsForward(model) ? "series" : "json";
  if (isImage(input)) return "image";
  if (input.input_dtype === "str" && !input.columns && !input.input_shape.length) return "text";
  return widthOf(input) !== null && widthOf(input) <= MOST_COLUMNS ? "row" : "json";
}

/** Tell whether a forecast can be fed back: one output that is the model's own next input. */
function rollsForward({ signature, preprocessing }) {
  const [output, ...others] = Object.values(signature.outputs);
  return !others.length && !output.target_columns && Object.values(preprocessing.targets).every((steps) => !steps.length);
}

/** Return what an input takes, in words. */
export function takes(model, port) {
  const { input_shape: shape, columns } = model.signature.inputs[port];
  const dimensions = shape.map((n) => n ?? "any").join(" × ");
  const form = formOf(model, port);
  if (form === "image") return sizeOf({ input_shape: shape }) ? `images of ${dimensions} pixels` : "images of any size";
  if (form === "generation" || form === "text") return "text";
  if (form === "series") return shape[1] > 1 ? `series of ${shape[1]} columns` : "series of numbers";
  if (!columns) return `rows of ${dimensions} numbers`;
  return `rows of ${columns.length === 1 ? "one column" : `${columns.length} columns`}: ${columns.slice(0, 4).join(", ")}${columns.length > 4 ? " …" : ""}`;
}

/** Return what a model takes, in words: of several inputs each with its name. */
export function allTaken(model) {
  const ports = Object.keys(model.signature.inputs);
  return ports.length === 1 ? takes(model, ports[0]) : ports.map((port) => `${port}: ${takes(model, port)}`).join("; ");
}

/** Return what a model gives, in words. */
export const allGiven = (model) => [...new Set(Object.values(model.signature.outputs).map(given))].join(" and ");
const given = ({ kind, labels }) => (kind === "generation" ? "text" : labels ? `${kind === "multi_label" ? "some" : "one"} of ${labels.length} labels` : words(kind));

/** Tell whether a model tells the ten digits apart on images of 28 x 28 pixels, as MNIST's are. */
export function readsDigits(model) {
  const inputs = Object.values(model.signature.inputs);
  const outputs = Object.values(model.signature.outputs);
  const labels = outputs.length === 1 && outputs[0].kind === "classification" ? outputs[0].labels.map(String) : [];
  const size = inputs.length === 1 && isImage(inputs[0]) ? sizeOf(inputs[0]) : null;
  return size?.width === 28 && size.height === 28 && labels.length === 10 && labels.every((label) => /^\d$/.test(label));
}

/** Return the share of right answers on data the model was not fitted to; 0 where it is not known. */
export const scoreOf = ({ metrics }) => metrics?.test_accuracy ?? metrics?.val_accuracy ?? 0;
