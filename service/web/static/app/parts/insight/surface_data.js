// Values of a model over a grid of two features, asked for by POST /v1/models/{ref}/surface, and what can be shown of them.
import { useEffect, useState } from "../../core/html.js";
import { modelPath, post } from "../../core/api.js";
import { extentOf } from "../../core/extent.js";

/** Milliseconds without another view before a grid is asked for: a wheel turns many steps. */
const PAUSE_MS = 120;

/** Shares of the range of a quantity: values that span less than the first are drawn over their own range, as they would look flat; than the second, are equal. */
const [FILLED, EQUAL] = [0.25, 0.001];

/** Most features of which two can be chosen. */
const MOST_FEATURES = 60;

/** Number of features of a model that takes rows of numbers and has one output; 0 of another model, and of one with very many. */
export function featureCount(model) {
  const inputs = Object.values(model.signature.inputs);
  const [{ input_shape: shape, text_columns: texts }] = inputs;
  const takesRows = inputs.length === 1 && shape?.length === 1 && texts.length === 0 && Object.keys(model.signature.outputs).length === 1;
  return takesRows && shape[0] <= MOST_FEATURES ? shape[0] : 0;
}

/**
 * Return the plane of two features.
 * @param {object} model A ModelOut of rows.
 * @param {number[]} features Indices of the features to the right and upward.
 * @param {number[]|null} fixed Values of all features, of which those two are not used; null for a model of two.
 * @returns {{features, fixed, all, names, row}} all: names of all features; names: of the two; row: of a point, the row that the model gets.
 */
export function planeOf(model, features, fixed) {
  const [input] = Object.values(model.signature.inputs);
  const all = input.columns || Array.from({ length: input.input_shape[0] }, (_, index) => `feature ${index}`);
  const row = (point) => (fixed || point).map((value, index) => (features.includes(index) ? point[features.indexOf(index)] : value));
  return { features, fixed, all, names: features.map((feature) => all[feature]), row };
}

/**
 * What can be shown over the plane: [{id, title, method, of(grids) -> rows of numbers, range: [low, high] or null, isClass}].
 * @param {object} model A ModelOut of rows.
 */
export function quantitiesOf(model) {
  const output = Object.values(model.signature.outputs)[0];
  const { methods } = model.signature;
  if (output.kind === "regression") {
    const targets = output.target_columns?.length > 1 ? output.target_columns.map((name) => `predicted ${name}`) : ["predicted value"];
    return targets.map((title, index) => ({ id: `value-${index}`, title, method: "predict", of: (values) => (isDeep(values) ? values[index] : values), range: null }));
  }
  if (output.kind !== "classification") return [{ id: "class", title: "cluster", method: "predict", of: firstGrid, isClass: true }];
  const labels = output.labels || [];
  return [
    { id: "class", title: "predicted class", method: "predict", of: firstGrid, isClass: true },
    ...(methods.includes("predict_proba")
      ? [
          ...labels.map((label, index) => ({
            id: `probability-${index}`,
            title: `probability of ${label}`,
            method: "predict_proba",
            of: (values) => gridOf(values, index, labels.length, (p) => 1 - p),
            range: [0, 1],
          })),
          { id: "sure", title: "probability of the likeliest class", method: "predict_proba", of: (values) => likeliest(values), range: [0, 1] },
        ]
      : []),
    ...(methods.includes("decision_function")
      ? labels.slice(labels.length === 2 ? 1 : 0).map((label, index) => ({
          id: `score-${index}`,
          title: `score of ${label}`,
          method: "decision_function",
          of: (values) => gridOf(values, labels.length === 2 ? 1 : index, labels.length, (score) => -score),
          range: null,
        }))
      : []),
  ];
}

const isDeep = (values) => Array.isArray(values[0][0]);
const firstGrid = (values) => (isDeep(values) ? values[0] : values);
/** Grid of a class: of two classes there is only that of the second. */
const gridOf = (values, index, n, opposite) =>
  isDeep(values) ? values[index] : n === 2 && index === 0 ? values.map((row) => row.map((value) => (value === null ? null : opposite(value)))) : values;
const highest = (values) => (values.includes(null) ? null : Math.max(...values));
const likeliest = (values) =>
  isDeep(values)
    ? values[0].map((row, y) => row.map((_, x) => highest(values.map((grid) => grid[y][x]))))
    : values.map((row) => row.map((p) => (p === null ? null : Math.max(p, 1 - p))));

/** Return the range that shades and heights stand for: that of a quantity, or of its values where they fill little of it. */
export function drawnRange({ range }, rows) {
  const found = extentOf(rows.flat());
  if (!found || !range) return found || range || [0, 1];
  const spread = (found[1] - found[0]) / (range[1] - range[0]);
  return spread > EQUAL && spread < FILLED ? found : range;
}

/**
 * Ask for the values over a view, some time after it has changed.
 * @returns {{grid: {view, method, x, y, labels, values}|null, busy: boolean, error: Error|null}} The grid of the last view stays until the next one is there.
 */
export function useSurface(model, plane, { view, method, steps }) {
  const [state, setState] = useState({ grid: null, busy: true, error: null });
  useEffect(() => {
    const stop = new AbortController();
    setState((old) => ({ ...old, busy: true }));
    const fixed = plane.fixed ? { fixed: plane.fixed } : {};
    const axis = (feature, [from, to]) => ({ feature, from, to, steps });
    const timer = setTimeout(
      () => {
        post(`${modelPath(model.ref)}/surface`, {
          json: { x: axis(plane.features[0], view.x), y: axis(plane.features[1], view.y), method, ...fixed },
          signal: stop.signal,
        }).then(
          (answer) => setState({ grid: { ...answer, view, method }, busy: false, error: null }),
          (error) => error.name !== "AbortError" && setState((old) => ({ ...old, busy: false, error })),
        );
      },
      state.grid ? PAUSE_MS : 0,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [model.ref, plane, method, steps, view.x.join(), view.y.join()]);
  return state;
}
