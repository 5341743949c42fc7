// Forecasts: one-step forecasts over the data with those of the last value alone, their errors, and whether the model is better than that.
import { html, useMemo, useState } from "../../../core/html.js";
import { integer, number } from "../../../core/format.js";
import { Card } from "../../bits.js";
import { Chart } from "../../chart.js";
import { Missing, NumbersBehind, usePlotNumbers } from "../plots.js";
import { SortedTable } from "../table.js";
import { Errors } from "./regression.js";

/** Fewest steps that are shown at once. */
const FEWEST = 10;

export default function Forecasting({ evaluation, plots }) {
  const found = usePlotNumbers(plots, "forecast");
  return html`${evaluation?.regression && html`<${Errors} evaluation=${evaluation} />`}
    ${evaluation?.naive && html`<${Naive} naive=${evaluation.naive} own=${evaluation.regression} />`}
    ${
      found.numbers
        ? html`<p class="muted">${found.caption}</p>${found.numbers.parts.map((part) => html`<${Part} key=${part.part} part=${part} column=${found.numbers.column} />`)}
      <${NumbersBehind} plot=${found.plot} answer=${found.answer} />`
        : html`<${Missing} plots=${plots} name="forecast">Forecasts over the data are drawn of series of numbers.<//>`
    }`;
}

function Naive({ naive, own }) {
  const rows = [
    ["this model", { rmse: own.rmse, mae: own.mae, ratio: null }],
    ["repeating the last value", naive.last_value],
    ...(naive.last_season ? [[`repeating the value ${naive.last_season.period} steps before`, naive.last_season]] : []),
  ];
  return html`<${Card} title="Compared with no model">${naive.note && html`<p class="note">${naive.note}</p>`}
    <${SortedTable} caption="Errors over the same steps" rows=${rows} columns=${[
      { title: "Forecast by", value: ([name]) => name },
      { title: "root mean squared error", number: true, value: ([, one]) => one.rmse, show: ([, one]) => number(one.rmse) },
      { title: "mean absolute error", number: true, value: ([, one]) => one.mae, show: ([, one]) => number(one.mae) },
      {
        title: "error of the model / this",
        number: true,
        value: ([, one]) => one.ratio,
        show: ([, one]) => (one.ratio === null ? "–" : `${number(one.ratio, 3)} ${one.ratio < 1 ? "(better)" : "(no better)"}`),
      },
    ]} /><//>`;
}

/** A part of the series: its values, the forecasts and the last values, and below them the errors of both. */
function Part({ part, column }) {
  const lines = useMemo(() => linesOf(part), [part]);
  const n = part.series.length;
  const [[from, to], setShown] = useState([0, n]);
  const [errors, setErrors] = useState(false);
  const shown = useMemo(() => {
    const cut = (values) => values.slice(from, to);
    return { x: cut(lines.x), series: (errors ? lines.errors : lines.values).map((line) => ({ ...line, values: cut(line.values) })) };
  }, [lines, from, to, errors]);
  const zoom = (factor, by = 0) =>
    setShown(([a, b]) => {
      const width = Math.min(n, Math.max(FEWEST, Math.round((b - a) * factor)));
      const first = Math.min(n - width, Math.max(0, Math.round((a + b - width) / 2 + by * (b - a))));
      return [first, first + width];
    });
  const box = html`<label><input type="checkbox" checked=${errors} onChange=${(event) => setErrors(event.target.checked)} /> errors only</label>`;
  return html`<${Card} title=${`Forecasts over the ${part.part} part`} actions=${box}>
    <p class="muted">${n < part.n_steps ? `The first ${integer(n)} of ${integer(part.n_steps)} steps. ` : ""}Root mean squared error here ${number(part.rmse)}; by the last value alone ${number(part.last_rmse)}.</p>
    <${Chart} x=${shown.x} series=${shown.series} xLabel="step" yLabel=${errors ? `error of ${column}` : column} height=${300}
      label=${`${errors ? "Errors of forecasts" : "Forecasts"} over the ${part.part} part, steps ${from} to ${to - 1}`}
      onZoom=${(a, b) => a !== null && setShown([Math.max(0, Math.floor(a)), Math.max(Math.floor(a) + FEWEST, Math.min(n, Math.ceil(b) + 1))])} />
    <div class="actions zoom" role="group" aria-label=${`Zoom: ${part.part} part`}>
      <button class="second icon" aria-label="Zoom in" onClick=${() => zoom(0.5)}>+</button><button class="second icon" aria-label="Zoom out"
        onClick=${() => zoom(2)}>−</button>
      <button class="second icon" aria-label="Earlier" onClick=${() => zoom(1, -0.5)}>←</button><button class="second icon" aria-label="Later"
        onClick=${() => zoom(1, 0.5)}>→</button>
      <button class="second" disabled=${from === 0 && to === n} onClick=${() => setShown([0, n])}>Whole</button><span class="muted"
        aria-live="polite">steps ${from} to ${to - 1}</span></div><//>`;
}

/** Lines over the steps of a part; a step without a forecast is a gap. */
function linesOf(part) {
  const over = (values) => {
    const line = Array(part.series.length).fill(null);
    part.positions.forEach((at, index) => {
      line[at] = values[index];
    });
    return line;
  };
  const [predicted, last] = [over(part.predicted), over(part.last)];
  const minus = (line) => line.map((value, at) => (value === null || part.series[at] === null ? null : value - part.series[at]));
  return {
    x: part.series.map((_, step) => step),
    values: [
      { name: "data", values: part.series, colour: 7 },
      { name: "last value", values: last, colour: 0, dashed: true },
      { name: "forecast", values: predicted, colour: 1 },
    ],
    errors: [
      { name: "last value", values: minus(last), colour: 0, dashed: true },
      { name: "forecast", values: minus(predicted), colour: 1 },
    ],
  };
}
