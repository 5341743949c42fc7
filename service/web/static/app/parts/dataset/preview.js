// What is in a data set, drawn by what it is: rows, images, a series, or texts.
import { html, useState } from "../../core/html.js";
import { useData } from "../../core/data.js";
import { Chart } from "../chart.js";
import { Loaded } from "../problem.js";
import { isImage } from "../proposal.js";
import { Images } from "./images.js";
import { Rows } from "./rows.js";
import { Texts } from "./texts.js";

/** @param {object} props id: of the data set; dataset: its description; query: chosen columns (target, features), parameters of a generator. */
export function Preview({ id, dataset, query }) {
  const [asked, setAsked] = useState(!dataset.downloads);
  if (!asked) return html`<p>This data set is downloaded when it is first used, which may take a while.</p><p><button onClick=${() => setAsked(true)}>Look at it</button></p>`;
  const View = viewOf(dataset);
  return html`<${View} id=${id} dataset=${dataset} query=${query} />`;
}

function viewOf({ axis, input_dtype: type, input_shape: shape }) {
  if (type === "image" || isImage(shape)) return Images;
  if (type === "str" && (axis === "time" || shape.length === 0)) return Texts;
  return axis === "time" ? Series : Rows;
}

/** A series as the service thins it for its own figure. */
function Series({ id, query }) {
  const figure = useData(`v1/datasets/${id}/plots/series.json`, { query });
  return html`<${Loaded} of=${figure} label="Loading the series">${({ caption, numbers: { lines, stride, test_from: tested } }) => html`<${Chart} x=${lines[0].values.map((_, index) => index * stride)}
    series=${lines.slice(0, 8)} xLabel="step" label="The series over time" height=${320} marks=${tested === null ? [] : [{ x: tested, label: "test part" }]} /><p class="muted">${caption}</p>`}<//>`;
}
