// Raw samples of the data that a model was evaluated on, by their index in the part, as the API prepares them for its job.
import { useEffect, useState } from "../../core/html.js";
import { get, modelPath, post } from "../../core/api.js";

/** Most samples of one answer. */
const MOST = 100;

/** Samples and specs that were loaded, by their keys: a page shows the same ones again and again. */
const loaded = new Map();

/** Load something once; what failed is tried again the next time. */
function once(key, load) {
  if (!loaded.has(key))
    loaded.set(
      key,
      load().catch((error) => {
        loaded.delete(key);
        throw error;
      }),
    );
  return loaded.get(key);
}

/** Load the spec of the job that trained a model. */
export const specOf = (model) => once(`spec ${model.job_id}`, async () => (await get(`v1/jobs/${model.job_id}`)).spec);

/** Load samples of a part, as `asked` says: an answer of POST /v1/specs/prepared. */
export const prepared = (model, part, asked) =>
  once(`${model.job_id} ${part} ${JSON.stringify(asked)}`, async () => post("v1/specs/prepared", { json: { spec: await specOf(model), part, ...asked } }));

/** Load samples of a part from an index on. Images of files come small. */
export const samplesFrom = (model, part, first, count) => prepared(model, part, { from: first, n_samples: count });

/** Tell whether samples come from files of images, which are sent small unless they are asked for whole. */
const hasFiles = (model) => Object.values(model.signature.inputs).some((input) => input.input_dtype === "image");

/** Load a sample as the model takes it, images of files whole, with n_samples: the number of samples of the part. */
export async function wholeSample(model, part, index) {
  const whole = hasFiles(model) ? { full_images: true } : {};
  const { samples: [sample], n_samples: total } = await prepared(model, part, { from: index, n_samples: 1, ...whole });
  return { ...sample, n_samples: total };
}

/** Load at most 100 samples from all over a part: {samples, n_samples of the part}. Of images of files there are as few as can be sent whole. */
export async function spreadSamples(model, part) {
  if (!hasFiles(model)) return prepared(model, part, { n_samples: MOST, spread: true });
  for (let n = MOST; ; n = Math.floor(n / 4)) {
    try {
      return await prepared(model, part, { n_samples: n, spread: true, full_images: true });
    } catch (error) {
      if (n < 4 || !error.faults?.some(({ pointer }) => pointer === "/n_samples")) throw error;
    }
  }
}

/**
 * Load samples one after another, since the service prepares one request at a time.
 * @param {object} model A ModelOut.
 * @param {string} part "test", "validation" or "train".
 * @param {number[]} indices Indices in the part.
 * @returns {{samples: Map<number, object>, error: Error|null}} The samples that are there by now.
 */
export function useSamples(model, part, indices) {
  const [state, setState] = useState({ samples: new Map(), error: null });
  const key = indices.join();
  useEffect(() => {
    let current = true;
    setState({ samples: new Map(), error: null });
    (async () => {
      for (const index of indices) {
        if (!current) return;
        try {
          const [sample] = (await samplesFrom(model, part, index, 1)).samples;
          if (current) setState((old) => ({ ...old, samples: new Map(old.samples).set(index, sample) }));
        } catch (error) {
          if (current) setState((old) => ({ ...old, error }));
          return;
        }
      }
    })();
    return () => {
      current = false;
    };
  }, [model.job_id, part, key]);
  return state;
}

/** Predict raw inputs, each an object of values by the name of the input; returns the predictions of one output, in order. */
export async function predicted(model, inputs, { output = null, method } = {}) {
  const names = Object.keys(model.signature.inputs);
  const values = names.length === 1 ? inputs.map((one) => one[names[0]]) : inputs;
  const answer = await post(`${modelPath(model.ref)}/predict`, { json: { inputs: values, ...(method ? { method } : {}) } });
  return answer.predictions.map((one) => (output !== null && answer.kind === "outputs" ? one[output] : one));
}
