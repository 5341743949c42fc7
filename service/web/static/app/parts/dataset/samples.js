// A page of raw samples of a data set, with buttons to the others.
import { html, useEffect, useState } from "../../core/html.js";
import { useData } from "../../core/data.js";
import { integer } from "../../core/format.js";
import { Loaded } from "../problem.js";

/**
 * Samples page by page.
 * @param {object} props id: of the data set; dataset: its description; most: samples on a page, fewer where they are too large; query: further parameters, such as target;
 *   range: [first, number] of the samples to go through, all of the part when left out; noun: what they are; children: draws {samples, n_samples}.
 */
export function Samples({ id, dataset, most = 20, query = {}, range = null, noun = "Rows", children }) {
  const [part, setPart] = useState("train");
  const [first, setFirst] = useState(0);
  const [size, setSize] = useState(most);
  const begin = range ? range[0] : 0;
  const page = useData(`v1/datasets/${id}/preview`, { query: { part, from: begin + first, n_samples: range ? Math.min(size, range[1] - first) : size, ...query } });
  const isTooLarge = size > 1 && (page.error?.faults || []).some(({ pointer }) => pointer.endsWith("/n_samples"));
  useEffect(() => { if (isTooLarge) setSize(Math.ceil(size / 4)); }, [isTooLarge, size]);
  const all = range ? range[1] : part === "train" ? dataset.n_train : dataset.n_test;
  const last = Math.floor(Math.max(0, all - 1) / size) * size;
  const turn = (label, at) => html`<button class="second" disabled=${at < 0 || at > last || at === first} onClick=${() => setFirst(at)}>${label}</button>`;
  return html`${!range && dataset.n_test > 0 && html`<p class="actions"><label>Part <select value=${part} onChange=${(event) => { setPart(event.currentTarget.value); setFirst(0); }}>
      <option value="train">training</option><option value="test">test</option></select></label></p>`}
    <${Loaded} of=${isTooLarge ? { data: null, error: null } : page} label="Loading samples">${(data) => children({ ...data, part })}<//>
    ${all > size && html`<p class="pager">${turn("First", 0)}${turn("Previous", first - size)}
      <span>${noun} ${integer(first + 1)}–${integer(Math.min(first + size, all))} of ${integer(all)}</span>
      ${turn("Next", first + size)}${turn("Last", last)}</p>`}`;
}
