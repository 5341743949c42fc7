// Transforms: rows before and after, by principal components, by scaling, or by splitting; and some samples with what becomes of them.
import { html, useMemo } from "../../../core/html.js";
import { percent } from "../../../core/format.js";
import { Card } from "../../bits.js";
import { Cloud } from "../cloud.js";
import { Lines } from "../lines.js";
import { NumbersBehind, usePlotNumbers } from "../plots.js";
import { Scatter, groupsOf } from "../scatter.js";
import { TransformedSamples } from "../transformed_samples.js";

export default function Transform({ model, output, plots }) {
  return html`<${Components} plots=${plots} /><${Scaled} plots=${plots} /><${Split} plots=${plots} /><${TransformedSamples} model=${model} output=${output} />`;
}

function Components({ plots }) {
  const { plot, numbers, caption, answer } = usePlotNumbers(plots, "principal-components");
  if (!numbers) return null;
  const { explained } = numbers;
  const bars = explained.map((value, index) => ({ low: index + 0.6, high: index + 1.4, value, series: 0, name: `component ${index + 1}: ${percent(value)}` }));
  return html`<${Card} title="Principal components"><p class="muted">${caption}</p><div class="columns">
    <${Points} title="Before" numbers=${numbers.before} axes=${numbers.columns} />
    <${Points} title="After" numbers=${numbers.after} axes=${numbers.after.groups[0]?.points[0]?.map((_, index) => `component ${index + 1}`) || []} />
    <figure class="curve"><figcaption>Variance that each component explains</figcaption><${Lines} bars=${bars} xRange=${[0.5, explained.length + 0.5]} yRange=${[0, 1]}
      xLabel="component" yLabel="share of the variance"
      label=${explained.map((value, index) => `component ${index + 1}: ${percent(value)}`).join(", ")} /></figure>
  </div><${NumbersBehind} plot=${plot} answer=${answer} /><//>`;
}

function Scaled({ plots }) {
  const { plot, numbers, caption, answer } = usePlotNumbers(plots, "scaled-points");
  if (!numbers) return null;
  return html`<${Card} title="Raw and scaled"><p class="muted">${caption}</p><div class="columns">
    <${Points} title="Raw" numbers=${numbers.raw} axes=${numbers.columns} /><${Points} title="Scaled" numbers=${numbers.scaled} axes=${numbers.columns} /></div>
    <${NumbersBehind} plot=${plot} answer=${answer} /><//>`;
}

function Split({ plots }) {
  const { plot, numbers, caption, answer } = usePlotNumbers(plots, "split");
  const groups = useMemo(
    () =>
      numbers?.parts
        .filter((part) => part.points?.length)
        .map((part, index) => ({ name: `${part.part} (${part.n_samples})`, index, hollow: part.part === "test", points: part.points })),
    [numbers],
  );
  if (!numbers) return null;
  return html`<${Card} title="Training and test part"><p class="muted">${caption}</p>
    ${
      groups.length > 0 &&
      html`<${Scatter} groups=${groups} xLabel=${numbers.columns[0]} yLabel=${numbers.columns[1] || ""}
      total=${numbers.parts.reduce((sum, part) => sum + part.n_samples, 0)} label="Samples of each part." />`
    }
    <${NumbersBehind} plot=${plot} answer=${answer} /><//>`;
}

/** Points by class and part: in space where they have three coordinates. */
function Points({ title, numbers, axes }) {
  const spatial = numbers.groups[0]?.points[0]?.length >= 3;
  const flat = useMemo(() => groupsOf(numbers), [numbers]);
  const deep = useMemo(() => flat.map((group, index) => ({ ...group, points: numbers.groups[index].points.map((point) => point.slice(0, 3)) })), [flat]);
  return html`<figure class="curve"><figcaption>${title}</figcaption>${
    spatial
      ? html`<${Cloud} groups=${deep} axes=${axes.slice(0, 3)} label=${`${title}: points in space by ${axes.slice(0, 3).join(", ")}.`} />`
      : html`<${Scatter} groups=${flat} xLabel=${axes[0] || ""} yLabel=${axes[1] || ""} total=${numbers.n_samples} label=${`${title}: points.`} />`
  }</figure>`;
}
