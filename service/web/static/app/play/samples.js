// Samples of the data a model was trained on, as its job reads them: raw, by input.
import { html, useEffect, useState } from "../core/html.js";
import { prepared, specOf, wholeSample } from "../parts/insight/samples.js";
import { Shades } from "./answers.js";

/**
 * Load some samples.
 * @param {object} model The model.
 * @param {number} n How many, from all over the data: many sets are ordered by class.
 * @returns {{samples: object[]|null, error: Error|null}} samples: as POST /v1/specs/prepared gives them, with their part; [] where there are none to show; null
 *   while they load.
 */
export function useSamples(model, n) {
  const [state, setState] = useState({ samples: null, error: null });
  useEffect(() => {
    let current = true;
    samplesOf(model, n).then(
      (samples) => current && setState({ samples, error: null }),
      (error) => current && setState({ samples: [], error }),
    );
    return () => { current = false; };
  }, [model.ref]);
  return state;
}

async function samplesOf(model, n) {
  if (!model.job_id) return [];
  const part = partOf(await specOf(model));
  return (await prepared(model, part, { n_samples: n, spread: true })).samples.map((sample) => ({ ...sample, part }));
}

/** Return the value of an input of a sample as the model takes it: an image of a file comes small, and is loaded whole. */
export async function wholeValue(model, port, { raw, part, index }) {
  return typeof raw.inputs[port] === "string" ? (await wholeSample(model, part, index)).raw.inputs[port] : raw.inputs[port];
}

/** Return a part of the data that the model was not fitted to, where the spec has one. */
const partOf = (spec) => (spec.data.split?.test ? "test" : spec.training?.validation ? "validation" : "train");

/** Return the target of a sample in words; "" where it has none that is short. */
export function targetOf(sample) {
  const targets = Object.values(sample.raw.targets).filter((target) => typeof target !== "object");
  return [...new Set(targets)].join(", ");
}

/** Buttons with the images of samples. @param {object} props port: whose images are shown; onSample(sample). */
export function ImageSamples({ samples, port, onSample }) {
  if (!samples?.length) return null;
  return html`<div class="image-samples" role="group" aria-label="Samples of the data">${samples.map((sample) => html`<button key=${sample.index} class="quiet"
    onClick=${() => onSample(sample)}
    aria-label=${`Sample ${sample.index}${targetOf(sample) ? `, ${targetOf(sample)} in the data` : ""}`}><${SampleImage} value=${sample.raw.inputs[port]} />
      </button>`)}</div>`;
}

/** An image of the data: shades, or the URL of a small one where it is a file. */
export const SampleImage = ({ value }) => (typeof value === "string" ? html`<img src=${value} alt="" />` : html`<${Shades} rows=${value} label="" />`);
