// What two versions answer to the same inputs: the recorded examples of the first.
import { html, useEffect, useState } from "../../core/html.js";
import { get, modelPath, post } from "../../core/api.js";
import { count, number, words } from "../../core/format.js";
import { Card, Scroll } from "../bits.js";
import { Spinner } from "../problem.js";
import { pngOf } from "./image_file.js";

export function Answers({ a, b }) {
  const [state, setState] = useState({ rows: null, error: null });
  useEffect(() => {
    let current = true;
    bothAnswers(a, b).then((rows) => current && setState({ rows, error: null }), (error) => current && setState({ rows: null, error }));
    return () => { current = false; };
  }, []);
  const { rows, error } = state;
  if (error) return html`<${Card} title="Answers"><p class="muted">They cannot answer the same inputs: ${error.message}</p><//>`;
  if (!rows) return html`<${Card} title="Answers"><${Spinner} label="Asking both" /><//>`;
  const differing = rows.filter((row) => row.differs).length;
  const summary = rows.length ? `${differing} of ${count(rows.length, "example")} recorded with ${a} answered differently.` : `No examples were recorded with ${a}.`;
  return html`<${Card} title="Answers"><p class="muted">${summary}</p>
    ${rows.length > 0 && html`<${Scroll} label="Answers to the examples"><table><thead><tr><th scope="col">Example</th><th scope="col">${a}</th><th scope="col">${b}
    </th><th scope="col">Differ</th></tr></thead>
      <tbody>${rows.map((row, index) => html`<tr key=${index}><th scope="row"><${Example} entry=${row.entry} index=${index} /></th><td>${row.a}</td><td>${row.b}</td>
      <td>${row.differs ? "≠ differ" : "same"}</td></tr>`)}</tbody></table><//>`}<//>`;
}

/** Write down what a model takes, to be compared. */
const taken = (model) => JSON.stringify(Object.entries(model.signature.inputs).map(([name, input]) => [name, input.input_shape, input.input_dtype, input.columns]));

/** Ask both for the same inputs. */
async function bothAnswers(a, b) {
  const [{ inputs }, one, other] = await Promise.all([get(`${modelPath(a)}/examples`), get(modelPath(a)), get(modelPath(b))]);
  if (taken(one) !== taken(other)) throw new Error("they take other inputs.");
  if (!inputs.length) return [];
  const ask = async (ref) => (await post(`${modelPath(ref)}/predict`, { json: { inputs } })).predictions;
  const [first, second] = await Promise.all([ask(a), ask(b)]);
  return inputs.map((entry, index) => {
    const [left, right] = [answer(first[index]), answer(second[index])];
    return { entry, a: left, b: right, differs: left !== right };
  });
}

/** Write a prediction of any kind in a few words: of classes the label alone, since probabilities always differ. */
export function answer(prediction) {
  if (prediction === null || typeof prediction !== "object") return short(prediction);
  for (const field of ["label", "labels", "cluster", "row"]) if (field in prediction) return short(prediction[field]);
  if ("error" in prediction && "value" in prediction) return `error ${short(prediction.error)}`;
  if ("value" in prediction) return short(prediction.value);
  return Object.entries(prediction).map(([name, one]) => `${words(name)}: ${answer(one)}`).join("; ");
}

/** Numbers of a list that are written out. */
const N_WRITTEN = 6;

function short(value) {
  if (Array.isArray(value)) return value.slice(0, N_WRITTEN).map(short).join(", ") + (value.length > N_WRITTEN ? ", …" : "");
  if (typeof value === "number") return number(value);
  return value !== null && typeof value === "object" ? answer(value) : String(value ?? "–");
}

/** Characters of an example that are shown. */
const LONGEST = 80;

function inWords(entry) {
  if (Array.isArray(entry)) return short(entry.flat(Infinity));
  if (typeof entry !== "object" || entry === null) return short(entry);
  return Object.entries(entry).slice(0, N_WRITTEN).map(([name, one]) => `${name} ${Array.isArray(one) ? "…" : short(one)}`).join(", ");
}

function Example({ entry, index }) {
  const image = pngOf(entry);
  if (image) return html`<img class="example-image" src=${`data:image/png;base64,${image}`} alt=${`Example ${index + 1}, an image`} />`;
  return html`<span class="small">${inWords(entry).slice(0, LONGEST)}</span>`;
}
