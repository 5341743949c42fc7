// Values of a model over a grid of its two features, asked for by POST /v1/models/{ref}/surface, and what can be shown of them.
import { useEffect, useState } from "../../core/html.js";
import { modelPath, post } from "../../core/api.js";

/** Milliseconds without another view before a grid is asked for: a wheel turns many steps. */
const PAUSE_MS = 120;

/** Whether a model takes rows of two numbers, over which a surface can be drawn. */
export function hasTwoFeatures(model) {
  const inputs = Object.values(model.signature.inputs);
  return (
    inputs.length === 1 &&
    inputs[0].input_shape?.length === 1 &&
    inputs[0].input_shape[0] === 2 &&
    inputs[0].text_columns.length === 0 &&
    Object.keys(model.signature.outputs).length === 1
  );
}

/** Names of the two features. */
export const featureNames = (model) => Object.values(model.signature.inputs)[0].columns || ["feature 0", "feature 1"];

/**
 * What can be shown over the plane: [{id, title, method, of(grids) -> rows of numbers, range: [low, high] or null, isClass}].
 * @param {object} model A ModelOut with two features.
 */
export function quantitiesOf(model) {
  const output = Object.values(model.signature.outputs)[0];
  const { methods } = model.signature;
  if (output.kind === "regression") return [{ id: "value", title: "predicted value", method: "predict", of: firstGrid, range: null }];
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
const likeliest = (values) =>
  isDeep(values) ? values[0].map((row, y) => row.map((_, x) => Math.max(...values.map((grid) => grid[y][x])))) : values.map((row) => row.map((p) => Math.max(p, 1 - p)));

/**
 * Ask for the values over a view, some time after it has changed.
 * @returns {{grid: {view, method, x, y, labels, values}|null, busy: boolean, error: Error|null}} The grid of the last view stays until the next one is there.
 */
export function useSurface(model, view, method, steps) {
  const [state, setState] = useState({ grid: null, busy: true, error: null });
  useEffect(() => {
    if (!view) return undefined;
    const stop = new AbortController();
    setState((old) => ({ ...old, busy: true }));
    const axis = (feature, [from, to]) => ({ feature, from, to, steps });
    const timer = setTimeout(
      () => {
        post(`${modelPath(model.ref)}/surface`, { json: { x: axis(0, view.x), y: axis(1, view.y), method }, signal: stop.signal }).then(
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
  }, [model.ref, method, steps, view?.x.join(), view?.y.join()]);
  return state;
}
