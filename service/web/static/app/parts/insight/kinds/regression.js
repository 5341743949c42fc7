// A regression: the line through the data, predicted against true values, and the residuals.
import { html, useMemo } from "../../../core/html.js";
import { integer, number, percent } from "../../../core/format.js";
import { Card, Facts } from "../../bits.js";
import { Behind } from "../behind.js";
import { Lines } from "../lines.js";
import { NumbersBehind, usePlotNumbers } from "../plots.js";
import { Scatter } from "../scatter.js";
import { SomePredicted } from "../some_predicted.js";
import { SortedTable } from "../table.js";
import { TwoFeatures } from "../two_features.js";

export default function Regression({ model, output, evaluation, plots }) {
  return html`${evaluation?.regression && html`<${Errors} evaluation=${evaluation} />`}
    <${Line} plots=${plots} /><${TwoFeatures} model=${model} plots=${plots} /><${Residuals} plots=${plots} model=${model}
      output=${output} part=${evaluation?.part || "train"} />`;
}

/** The errors, and how the residuals are distributed; also of forecasts. */
export const Errors = ({ evaluation, more = [] }) => {
  const { rmse, mae, r2, residuals } = evaluation.regression;
  return html`<${Card} title=${`On the ${evaluation.part} part`}>
    <${Facts} items=${[["samples", integer(evaluation.n_samples)], ["root mean squared error", number(rmse)], ["mean absolute error", number(mae)], ["explained variance (r2)", number(r2)], ...more]} />
    <${Behind} summary="Residuals by their share"><${SortedTable} caption="Quantiles of predicted minus true, in the units of the target"
      rows=${residuals} columns=${[
        { title: "Share of the residuals", number: true, value: (one) => one.share, show: (one) => percent(one.share, 0) },
        { title: "are at most", number: true, value: (one) => one.residual, show: (one) => (one.residual === null ? "– (not finite)" : number(one.residual)) },
      ]} /><//><//>`;
};

const pairs = (x, y) => x.map((value, index) => [value, y[index]]);
const partGroups = (parts, points) => parts.map((part, index) => ({ name: `${part.part} part`, index, hollow: part.part === "test", points: points(part) }));
const totalOf = (parts) => parts.reduce((sum, part) => sum + part.n_samples, 0);

/** The line over the one feature, and the residuals below it. */
function Line({ plots }) {
  const { plot, numbers, caption, answer } = usePlotNumbers(plots, "regression-line");
  const drawn = useMemo(
    () =>
      numbers && {
        data: partGroups(numbers.parts, (part) => pairs(part.x, part.target)),
        residuals: partGroups(numbers.parts, (part) => pairs(part.x, part.residual)),
        line: [{ name: "predicted", index: null, points: pairs(numbers.line_x, numbers.line_y) }],
        zero: zeroLine(numbers.line_x),
      },
    [numbers],
  );
  if (!drawn) return null;
  const total = totalOf(numbers.parts);
  return html`<${Card} title="Regression line"><p class="muted">${caption}</p><div class="columns">
    <figure class="curve"><figcaption>Data and prediction</figcaption><${Scatter} groups=${drawn.data} lines=${drawn.line} xLabel=${numbers.column} yLabel="target"
      total=${total} label=${`Target by ${numbers.column}.`} /></figure>
    <figure class="curve"><figcaption>Residuals</figcaption><${Scatter} groups=${drawn.residuals} lines=${drawn.zero} xLabel=${numbers.column}
      yLabel="predicted minus true" total=${total} label=${`Residuals by ${numbers.column}.`} /></figure>
  </div><${NumbersBehind} plot=${plot} answer=${answer} /><//>`;
}

const zeroLine = (x) => [
  {
    name: null,
    index: null,
    dashed: true,
    points: [
      [Math.min(...x), 0],
      [Math.max(...x), 0],
    ],
  },
];

/** Predicted against true values, residuals against predictions, and their histogram. */
function Residuals({ plots, model, output, part }) {
  const found = usePlotNumbers(plots, "predicted-values");
  const { numbers } = found;
  const drawn = useMemo(() => {
    if (!numbers) return null;
    const values = numbers.parts.flatMap((part) => [...part.true, ...part.predicted]).filter(Number.isFinite);
    const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
    return {
      values: partGroups(numbers.parts, (part) => pairs(part.true, part.predicted)),
      exact: [
        {
          name: "exact",
          index: null,
          points: [
            [low, low],
            [high, high],
          ],
        },
      ],
      residuals: partGroups(numbers.parts, (part) => part.predicted.map((value, index) => [value, value - part.true[index]])),
      zero: zeroLine([low, high]),
    };
  }, [numbers]);
  // The figure is of models with one target; of others some samples are predicted here.
  if (!drawn) return found.loading ? null : html`<${SomePredicted} model=${model} output=${output} part=${part} />`;
  const total = totalOf(numbers.parts);
  return html`<${Card} title="Predicted and true values"><p class="muted">${found.caption}</p><div class="columns">
    <figure class="curve"><figcaption>Predicted against true</figcaption><${Scatter} groups=${drawn.values} lines=${drawn.exact} xLabel="true" yLabel="predicted"
      total=${total} label="Predicted against true values." /></figure>
    <figure class="curve"><figcaption>Residuals against predictions</figcaption><${Scatter} groups=${drawn.residuals} lines=${drawn.zero} xLabel="predicted"
      yLabel="predicted minus true" total=${total} label="Residuals against predictions." /></figure>
    <${Histogram} numbers=${numbers} /></div><${NumbersBehind} plot=${found.plot} answer=${found.answer} /><//>`;
}

function Histogram({ numbers: { edges, parts } }) {
  const bars = parts.flatMap((part, series) =>
    part.shares.map((value, at) => ({ low: edges[at], high: edges[at + 1], value, series, outlined: series > 0, name: `${part.part} part: ${percent(value)}` })),
  );
  return html`<figure class="curve"><figcaption>How often each residual occurs</figcaption><${Lines} bars=${bars} xRange=${[edges[0], edges[edges.length - 1]]}
    yRange=${[0, Math.max(0.01, ...bars.map((bar) => bar.value))]}
    xLabel="predicted minus true" yLabel="share of samples"
      label=${`Histogram of residuals from ${number(edges[0])} to ${number(edges[edges.length - 1])}, ${parts.map((part) => `${part.part} part`).join(" and ")}`} /></figure>`;
}
