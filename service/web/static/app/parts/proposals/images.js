// Specs for images: of files, and of arrays of shades.
import { CONVOLUTIONS, network, targetSteps } from "./networks.js";

/** Sides of images of files for an estimator and for a network; samples that an estimator is fitted to at most, since it sees all pixels at once. */
const [SMALL, LARGE] = [32, 64];
const MOST_SAMPLES = 5000;

/** Return proposals [{title, why, spec}] for images. */
export function imageProposals(subject, data, output) {
  const { n } = subject;
  const rows = { preprocessing: { inputs: rowSteps(subject) }, data: n > 2 * MOST_SAMPLES ? { ...data, subset: MOST_SAMPLES / n } : data };
  if (output.kind === "clustering") {
    const k = Math.max(2, Math.min(5, Math.floor(n / 4)));
    return [{ title: "K-means", why: `Puts the images into ${k} groups of like ones, by their shades.`, spec: { ...rows, model: { kind: "sklearn", steps: [{ estimator: "KMeans", params: { n_clusters: k } }] } } }];
  }
  const isClass = output.kind === "classification";
  const linear = isClass ? { estimator: "LogisticRegression", params: { max_iter: 300 } } : { estimator: "Ridge" };
  const why = `Weighs each shade by itself${rows.data.subset ? `; it is fitted to ${MOST_SAMPLES.toLocaleString("en")} of the images` : ""}. It trains in seconds.`;
  const known = { title: isClass ? "Logistic regression" : "Ridge regression", why, spec: { ...rows, model: { kind: "sklearn", steps: [linear] } } };
  if (output.units === null) return [known];
  const fit = network(CONVOLUTIONS, output, n);
  const training = { ...fit.training, epochs: n > MOST_SAMPLES ? 3 : 15, ...(subject.dataset.endless ? { samples_per_epoch: 1024 } : {}) };
  const spec = { data, preprocessing: { inputs: imageSteps(subject), targets: targetSteps(output.kind) }, model: fit.model, training };
  return [known, { title: "Small convolutional network", why: "Finds edges and shapes wherever they are in the image.", spec }];
}

const bytes = (size, mode) => [{ step: "image", size, mode }, { step: "cast" }, { step: "divide", by: 255 }];

/** Shades in one row. */
function rowSteps({ isFile, shape, type }) {
  if (isFile) return [...bytes([SMALL, SMALL], "grey"), { step: "reshape", shape: [SMALL * SMALL] }];
  const n = shape.reduce((size, side) => size * side, 1);
  return [...(isBytes(shape, type) ? bytes(shape.slice(0, 2), "grey") : [{ step: "cast" }]), { step: "reshape", shape: [n] }, ...(isBytes(shape, type) ? [] : [{ step: "standardize" }])];
}

/** Shades with an axis of colours. */
function imageSteps({ isFile, shape, type }) {
  if (isFile) return bytes([LARGE, LARGE], "rgb");
  const whole = shape.length === 3 ? shape : [...shape, 1];
  return [...(isBytes(shape, type) ? bytes(shape.slice(0, 2), "grey") : [{ step: "cast" }, { step: "reshape", shape: [whole.reduce((size, side) => size * side, 1)] }, { step: "min_max" }]), { step: "reshape", shape: whole }];
}

/** Arrays of bytes can be predicted on as image files later. */
const isBytes = (shape, type) => type === "uint8" && shape.length === 2;
