// Specs for what goes on in time: series of numbers, and texts.
import { isNumber } from "./subject.js";
import { RECURRENT } from "./networks.js";

/** Steps of a window over a series, and letters of one over a text. */
const WINDOW = 12;
const LETTERS = 40;
/** Windows of a text, which are farther apart in a longer one: each epoch ends soon. */
const MOST_WINDOWS = 30_000;

/** Return proposals [{title, why, spec}] for a series: of a data set that is one, or of the columns of a table. */
export function seriesProposals(subject, choice, data) {
  const columns = subject.columns.filter((column) => isNumber(column) && ![...choice.leftOut, choice.group, choice.time].includes(column.name));
  const width = subject.form === "table" ? columns.length : Math.max(1, subject.shape.at(-1) || 1);
  const size = Math.max(2, Math.min(WINDOW, Math.floor(subject.n / 10)));
  const all = subject.dataset.upload ? { ...data, series: true, ...sectionOf(subject, choice, columns) } : data;
  const gaps = columns.some(({ n_missing: n }) => n > 0) ? [{ step: "impute", strategy: "interpolate" }] : [];
  const before = [...gaps, { step: "standardize" }, { step: "window", size }];
  const training = { loss: "mean_squared_error", metrics: ["mean_absolute_error"], epochs: subject.n > 5000 ? 3 : 30, batch_size: subject.n > 200 ? 32 : 8 };
  return [
    { title: "Ridge regression", why: `A weighted sum of the ${size} steps before. It trains in a second, and shows what others have to beat.`, spec: {
      data: all, preprocessing: { inputs: [...before, { step: "reshape", shape: [size * width] }] }, model: { kind: "sklearn", steps: [{ estimator: "Ridge" }] } } },
    { title: "Small recurrent network", why: "Reads the steps one after another, with a memory.", spec: {
      data: all, preprocessing: { inputs: before }, model: { kind: "sequential", layers: [...RECURRENT, { layer: "Dense", units: width }] }, training } },
  ];
}

function sectionOf({ form }, { time, group, onGap, onDouble }, columns) {
  if (form !== "table") return {};
  return { features: columns.map(({ name }) => name), ...(time ? { time } : {}), ...(group ? { groups: group } : {}), ...(onGap ? { on_gap: onGap } : {}), ...(onDouble ? { on_double: onDouble } : {}) };
}

/** Return proposals [{title, why, spec}] for a text. `nLetters`: different letters in it. */
export function textProposals({ n }, data, nLetters) {
  const size = Math.max(2, Math.min(LETTERS, Math.floor(n / 10)));
  const layers = (units) => [{ layer: "CategoryEncoding", num_tokens: nLetters }, { layer: "LSTM", units }, { layer: "Dense", units: nLetters, activation: "softmax" }];
  const stride = Math.max(3, Math.ceil(n / MOST_WINDOWS));
  const spec = (units, epochs) => ({
    data,
    preprocessing: { inputs: [{ step: "letters" }, { step: "window", size, stride }] },
    model: { kind: "sequential", layers: layers(units) },
    training: { loss: "sparse_categorical_crossentropy", optimizer: { name: "rmsprop", learning_rate: 0.01 }, epochs, batch_size: 128, samples: { length: 200, temperatures: [0.5, 1] } },
  });
  return [
    { title: "Letter by letter, quickly", why: "16 units of memory: words begin to show after a minute.", spec: spec(16, 3) },
    { title: "Letter by letter", why: "64 units of memory, for more epochs: slower, and better.", spec: spec(64, 10) },
  ];
}
