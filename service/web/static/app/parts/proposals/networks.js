// Small networks that suit most data of their kind, and how they are trained.

/** Samples from which batches are larger and epochs fewer, and up to which batches are smaller. */
const [MANY, FEW] = [20_000, 200];

/** Return layers and section `training` for an output: {kind, units}; `body`: the layers before it. */
export function network(body, { kind, units }, n) {
  const isClass = kind === "classification";
  return {
    model: { kind: "sequential", layers: [...body, { layer: "Dense", units, ...(isClass ? { activation: "softmax" } : {}) }] },
    training: {
      loss: isClass ? "categorical_crossentropy" : "mean_squared_error",
      metrics: [isClass ? "accuracy" : "mean_absolute_error"],
      epochs: n > MANY ? 5 : 30,
      batch_size: n > MANY ? 256 : n > FEW ? 32 : 8,
    },
  };
}

export const DENSE = [{ layer: "Dense", units: 32, activation: "relu" }, { layer: "Dense", units: 16, activation: "relu" }];
export const CONVOLUTIONS = [
  { layer: "Conv2D", filters: 16, kernel_size: 3, padding: "same", activation: "relu" }, { layer: "MaxPooling2D" },
  { layer: "Conv2D", filters: 32, kernel_size: 3, padding: "same", activation: "relu" }, { layer: "MaxPooling2D" }, { layer: "Flatten" },
];
export const RECURRENT = [{ layer: "LSTM", units: 16 }];

/** Steps of targets for a network: classes become one-hot rows, numbers of about one. */
export const targetSteps = (kind) => [{ step: kind === "classification" ? "one_hot" : "standardize" }];
