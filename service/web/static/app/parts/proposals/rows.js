// Specs for rows: of tables with columns of all types, and of arrays of numbers.
import { isNumber } from "./subject.js";
import { DENSE, RECURRENT, network, targetSteps } from "./networks.js";

/** Estimators by kind of prediction: title, why, the estimator. */
const ESTIMATORS = {
  classification: [
    ["Logistic regression", "Draws straight boundaries between classes. It trains in a second, and shows what others have to beat.", { estimator: "LogisticRegression", params: { max_iter: 1000 } }],
    ["Random forest", "A hundred decision trees vote. It finds bent boundaries, and needs no tuning.", { estimator: "RandomForestClassifier" }],
  ],
  regression: [
    ["Ridge regression", "A weighted sum of the columns. It trains in a second, and shows what others have to beat.", { estimator: "Ridge" }],
    ["Random forest", "A hundred decision trees, of which the mean is taken. It needs no tuning.", { estimator: "RandomForestRegressor" }],
  ],
};

/** Return proposals [{title, why, spec}] for rows. `data`: the section, `output`: {kind, units}, where units is null if it is not known. */
export function rowProposals(subject, choice, data, output) {
  const inputs = stepsOf(subject, choice);
  if (output.kind === "clustering") return [groups(data, inputs, subject.n)];
  const known = ESTIMATORS[output.kind].map(([title, why, estimator]) => ({ title, why, spec: { data, preprocessing: { inputs: flat(inputs, subject) }, model: { kind: "sklearn", steps: [estimator] } } }));
  if (output.units === null) return known;
  const body = subject.shape.length === 2 ? RECURRENT : DENSE;
  const spec = { data, preprocessing: { inputs, targets: targetSteps(output.kind) }, ...network(body, output, subject.n) };
  return [...known, { title: body === DENSE ? "Small network" : "Small recurrent network", why: "Learns in steps that you can watch, and grows with the data.", spec }];
}

/** Return the steps by what the columns hold: numbers are scaled, gaps filled, other types made numbers. */
function stepsOf({ form, columns }, { targets, leftOut }) {
  if (form !== "table") return [{ step: "standardize" }];
  const used = columns.filter(({ name }) => ![...targets, ...leftOut].includes(name));
  if (!used.every(isNumber)) return [{ step: "tabular" }];
  return [...(used.some(({ n_missing: n }) => n > 0) ? [{ step: "impute", strategy: "median" }] : []), { step: "standardize" }];
}

/** Estimators take rows: arrays with more axes are laid out in one. */
const flat = (inputs, { form, shape }) => (form !== "table" && shape.length > 1 ? [{ step: "reshape", shape: [shape.reduce((size, axis) => size * axis, 1)] }, ...inputs] : inputs);

function groups(data, inputs, n) {
  const k = Math.max(2, Math.min(3, Math.floor(n / 4)));
  const spec = { data, preprocessing: { inputs }, model: { kind: "sklearn", steps: [{ estimator: "KMeans", params: { n_clusters: k } }] } };
  return { title: "K-means", why: `Puts the samples into ${k} groups of near ones; nothing needs to be known of them.`, spec };
}
