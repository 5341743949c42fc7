// The playground of a model that forecasts: a series is given, and what comes next is drawn; each forecast can be extended again.
import { html, useEffect, useMemo, useState } from "../core/html.js";
import { get, modelPath, post } from "../core/api.js";
import { count, number } from "../core/format.js";
import { Card } from "../parts/bits.js";
import { Chart } from "../parts/chart.js";
import { Asked } from "./asked.js";
import { useLatest } from "../core/latest.js";
import { parsedSeries } from "./paste.js";
import { Drop } from "./photo.js";
import { SessionPlay } from "./session_play.js";

const STEPS = { min: 1, max: 10_000, first: 50 };
/** Steps of the data that a series begins with, and columns of a series that are drawn. */
const TAKEN = 100;
const MOST_LINES = 4;

export function SeriesPlay({ model, port }) {
  const width = model.signature.inputs[port].input_shape[1] ?? 1;
  const [text, setText] = useState("");
  const [steps, setSteps] = useState(STEPS.first);
  const [fault, setFault] = useState("");
  const path = `${modelPath(model.ref)}/forecast`;
  const asking = useLatest(async ({ json, given, before }, signal) => ({ given, forecast: [...before, ...(await post(path, { json, signal })).forecast], json }));
  const parsed = useMemo(() => parsedSeries(text, width), [text]);
  const changed = (now) => { setText(now); asking.clear(); };
  const taken = async () => {
    try {
      changed((await seriesOf(model)).map((step) => [step].flat().map((value) => value ?? "").join(", ")).join("\n"));
      setFault("");
    } catch (error) {
      setFault(`No series of the data: ${error.message}`);
    }
  };
  useEffect(() => { taken(); }, [model.ref]);
  const ask = (before) => asking.ask({ json: { series: [...parsed.steps, ...before], steps }, given: parsed.steps, before });
  const wrong = (pointer) => (asking.error?.below?.(pointer).length ? "true" : null);
  const shown = asking.answer || { given: parsed.steps, forecast: [] };
  return html`<div class="stack"><div class="columns"><${Card} title="Your series">
      <div class="field"><label for="series">${width === 1 ? "Numbers, oldest first" : `Steps of ${width} numbers, a line each, oldest first`}</label>
        <textarea id="series" class="numbers-text" rows="6" spellcheck="false" aria-invalid=${wrong("/series")} value=${text}
          onInput=${(event) => changed(event.target.value)}></textarea>
        <span class="muted small">${count(parsed.steps.length, "step")}. ${parsed.note}</span>${fault && html`<span class="muted small">${fault}</span>`}</div>
      <${Drop} onFile=${async (file) => changed(await file.text())} accept=".csv,.txt,.tsv,text/*" label="A file with a series to drop">
        <p>Drop a file of numbers or CSV here.</p><//>
      <p class="actions"><button class="second" onClick=${taken}>Take from the data</button></p><//>
    <${Card} title="Forecast"><div class="field"><label for="steps">Steps to forecast</label><input id="steps" type="number" min=${STEPS.min} max=${STEPS.max}
      value=${steps} onInput=${(event) => setSteps(Number(event.target.value))} /></div>
      <p class="actions"><button onClick=${() => ask([])} disabled=${!parsed.steps.length}>Forecast</button>
        ${asking.answer && html`<button class="second" onClick=${() => ask(asking.answer.forecast)}>Extend again</button>`}</p>
      <${Asked} asking=${asking} path=${path} json=${asking.answer?.json} answer=${asking.answer?.forecast} hint="Change the series if you like, and forecast.">
        ${({ forecast }) => html`<p role="status">
          ${count(forecast.length, "step")} forecast; the last: ${[forecast.at(-1)].flat().map((value) => number(value)).join(", ")}</p>`}<//><//></div>
    ${shown.given.length > 0 && html`<${Card} title="Given and forecast"><${SeriesChart} given=${shown.given} forecast=${shown.forecast} width=${width} /><//>`}
    ${model.signature.stateful && html`<${SessionPlay} model=${model} given=${parsed.steps} width=${width} />`}</div>`;
}

function SeriesChart({ given, forecast, width }) {
  const lines = useMemo(() => Array.from({ length: Math.min(width, MOST_LINES) }, (_, column) => {
    const name = width === 1 ? "" : ` ${column + 1}`;
    // The forecast begins at the last given step, so that the line has no gap.
    const joined = given.map((step, index) => (forecast.length && index === given.length - 1 ? [step].flat() : null));
    const at = (step) => (width === 1 && !Array.isArray(step) ? step : step[column]);
    return [{ name: `given${name}`, colour: 2 * column, values: [...given.map(at), ...forecast.map(() => null)] },
      { name: `forecast${name}`, colour: 2 * column + 1, dashed: true, values: [...joined.map((step) => step && at(step)), ...forecast.map(at)] }];
  }).flat(), [given, forecast]);
  const x = useMemo(() => Array.from({ length: given.length + forecast.length }, (_, index) => index), [given, forecast]);
  return html`<${Chart} x=${x} series=${lines} xLabel="step" yLabel="value" label=${`A series of ${given.length} steps with a forecast of ${forecast.length}`} />
    ${width > MOST_LINES && html`<p class="muted small">The first ${MOST_LINES} of ${width} columns are drawn.</p>`}`;
}

/** Return the first steps of the data a model was trained on. */
async function seriesOf(model) {
  if (!model.job_id) throw new Error("the model was not trained here.");
  const { spec: { data } } = await get(`v1/jobs/${model.job_id}`);
  const params = Object.keys(data.params || {}).length ? JSON.stringify(data.params) : null;
  const query = { n_samples: TAKEN, features: data.features, data_params: params };
  const { samples } = await get(`v1/datasets/${encodeURIComponent(data.source.replace(/^dataset:/, ""))}/preview`, { query });
  return samples.map(({ input }) => input);
}
