// One metric of many jobs, drawn over one another.
import { html, useEffect, useMemo, useState } from "../../core/html.js";
import { useData } from "../../core/data.js";
import { count, title, words } from "../../core/format.js";
import { Card } from "../bits.js";
import { Chart, loadPlot } from "../chart.js";
import { Loaded } from "../problem.js";
import { Range, wholeRange } from "./range.js";

loadPlot();

/** Points of a curve that are asked for: of few jobs as many as the server gives, of many about as many as a screen shows. */
const pointsOf = (nJobs) => (nJobs <= 10 ? 2000 : 600);
/** Most jobs with a legend at the chart; of more, the table of the jobs is the legend. */
const FEW = 12;
/** Seconds after which curves are asked for again while one of the jobs is not final. */
const AGAIN_S = 5;

/**
 * Curves of several jobs.
 * @param {object} props ids: of the jobs; labelOf(id, name): a name that tells it from the others; hidden: Set of ids that are not drawn;
 *   live: whether one of them is not final; onLoaded: called when the first curves are there.
 */
export function Overlay({ ids, labelOf, hidden, live, onLoaded }) {
  const [metric, setMetric] = useState("loss");
  const [range, setRange] = useState([null, null]);
  const [logY, setLogY] = useState(false);
  const [from, to] = range;
  const zoomed = from !== null;
  const curves = useData("v1/curves", { query: { job: ids, metric, points: pointsOf(ids.length), from, to }, everyS: live && !zoomed ? AGAIN_S : 0 });
  const loaded = curves.data !== null || curves.error !== null;
  useEffect(() => { if (loaded) onLoaded(); }, [loaded]);
  const names = useNames(loaded ? ids : null, live);
  const onRange = (first, last) => setRange(wholeRange(first, last));
  return html`<${Card} title="Curves" wide actions=${html`<label>Metric <select value=${metric} onChange=${(event) => setMetric(event.target.value)}>
      ${[...new Set(["loss", ...names])].map((name) => html`<option value=${name}>${words(name)}</option>`)}</select></label>`}>
    <${Loaded} of=${curves} label="Loading the curves">${(found) => html`
      <div class="toolbar"><label><input type="checkbox" checked=${logY} onChange=${() => setLogY(!logY)} /> Logarithmic</label>
        <${Range} ...${boundsOf(found)} range=${range} onRange=${onRange} /></div>
      <${Drawn} found=${found} metric=${metric} labelOf=${labelOf} hidden=${hidden} logY=${logY} zoomed=${zoomed} onZoom=${onRange} />`}<//><//>`;
}

/** Names of all metrics of the jobs: asked for with few points, after the curves. */
function useNames(ids, live) {
  const few = useData(ids && "v1/curves", { query: { job: ids, points: 10 }, everyS: live ? AGAIN_S : 0 });
  return few.data ? [...new Set(few.data.jobs.flatMap((job) => Object.keys(job.metrics)))].sort() : [];
}

const boundsOf = ({ jobs }) => ({ first: Math.min(...jobs.map((job) => job.first_epoch ?? 1)), last: Math.max(1, ...jobs.map((job) => job.last_epoch ?? 1)) });

function Drawn({ found, metric, labelOf, hidden, ...rest }) {
  const series = useMemo(() => found.jobs.map((job, index) => ({ name: labelOf(job.job_id, job.name), values: job.metrics[metric], colour: index, id: job.job_id }))
    .filter((line) => line.values && !hidden.has(line.id)), [found, metric, labelOf, hidden]);
  const without = found.jobs.filter((job) => !job.metrics[metric]).length;
  const gaps = found.jobs.flatMap((job) => job.missing.filter((gap) => gap.metric === metric).map((gap) => ({ ...gap, job })));
  return html`${series.length > 0 ? html`<${Chart} x=${found.epoch} series=${series} xLabel="epoch" yLabel=${words(metric)} height=${360} legend=${series.length <= FEW}
      label=${`${title(metric)} of ${count(series.length, "job")} by epoch`} ...${rest} />`
      : html`<p class="muted">None of these jobs has the metric ${words(metric)}.</p>`}
    ${without > 0 && series.length > 0 && html`<p class="muted small">${count(without, "job")} without ${words(metric)}:
      ${" "}no epoch has ended yet, or their networks do not have it.</p>`}
    ${gaps.map(({ job, n_epochs, reason }) => html`<p class="note" key=${job.job_id}>A gap: ${labelOf(job.job_id, job.name)} has no value
      ${" "}in ${count(n_epochs, "epoch")}: ${reason}</p>`)}`;
}
