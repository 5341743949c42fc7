// A job, live: what it does, its curves, trials, texts, checkpoints, files, figures and log, and what can be done with it.
import { html, useEffect } from "../core/html.js";
import { useData } from "../core/data.js";
import { percent } from "../core/format.js";
import { styles } from "../core/style.js";
import { CopyButton, Heading, Tabs } from "../parts/bits.js";
import { Figures } from "../parts/figure.js";
import { Problem, Spinner } from "../parts/problem.js";
import { Actions } from "../parts/job/actions.js";
import { Annotations } from "../parts/job/annotations.js";
import { Checkpoints } from "../parts/job/checkpoints.js";
import { Curves } from "../parts/job/curves.js";
import { Files } from "../parts/job/files.js";
import { ReproductionCard, RetrainingCard } from "../parts/job/findings.js";
import { useLiveJob } from "../parts/job/live.js";
import { Log, Texts } from "../parts/job/log.js";
import { Spec } from "../parts/job/spec.js";
import { isFinal } from "../parts/job/states.js";
import { Status } from "../parts/job/status.js";
import { Folds, Trials } from "../parts/job/trials.js";

await styles("job");

/** Tasks of which no figures are drawn. */
const UNDRAWN = new Set(["batch", "reproduce"]);

export default function Job({ id }) {
  const { job, feed, connection } = useLiveJob(id);
  useTitle(job.data);
  if (job.data === null) return job.error ? html`<${Missing} error=${job.error} reload=${job.reload} />` : html`<${Spinner} label="Loading the job" />`;
  // Without an answer the banner says so; what is shown is of before.
  return html`${job.error?.status > 0 && html`<${Problem} error=${job.error} onRetry=${job.reload} />`}<${Shown} job=${job.data} setJob=${job.setData} feed=${feed} connection=${connection} />`;
}

function useTitle(job) {
  const done = job && (job.state === "running" ? percent(job.progress, 0) : job.state);
  useEffect(() => { document.title = job ? `${job.name}: ${done} – Modelbook` : "Job – Modelbook"; }, [job?.name, done]);
}

const Missing = ({ error, reload }) => html`<${Heading}>${error.status === 404 ? "No such job" : "Job"}<//>
  <${Problem} error=${error} onRetry=${error.status === 404 ? null : reload} />
  <p><a href="jobs">All jobs</a></p>`;

function Shown({ job, setJob, feed, connection }) {
  const ended = isFinal(job.state);
  const files = useData(ended ? `v1/jobs/${job.id}/files` : null);
  return html`<${Heading} actions=${html`<${Actions} job=${job} onJob=${setJob} />`}
      note=${html`Job <code>${job.id}</code> <${CopyButton} text=${job.id} label="Copy the id" />`}>${job.name}<//>
    <div class="stack job">
      <${Annotations} job=${job} onJob=${setJob} />
      <${Status} job=${job} progress=${feed.progress} connection=${connection} />
      ${job.reproduction && html`<${ReproductionCard} found=${job.reproduction} model=${job.spec.model} />`}
      ${job.retraining && html`<${RetrainingCard} found=${job.retraining} />`}
      <${Tabs} label="Parts of the job" tabs=${tabsOf({ job, feed, files, ended })} />
    </div>`;
}

/** Tabs of the parts that a job of its kind has. */
function tabsOf({ job, feed, files, ended }) {
  const { spec } = job;
  const has = {
    curves: spec.training,
    trials: spec.task === "search",
    folds: spec.task === "cross_validate",
    texts: spec.training?.samples,
    checkpoints: spec.training?.checkpoint,
    figures: ended && !UNDRAWN.has(spec.task),
    files: files.data?.files.length > 0,
  };
  return [
    ["trials", "Trials", () => html`<${Trials} job=${job} />`],
    ["folds", "Folds", () => html`<${Folds} job=${job} />`],
    ["curves", "Curves", () => html`<${Curves} job=${job} feed=${feed} />`],
    ["texts", "Texts", () => html`<${Texts} job=${job} newer=${feed.samples} />`],
    ["figures", "Figures", () => html`<${Figures} path=${`v1/jobs/${job.id}/plots`} />`],
    ["checkpoints", "Checkpoints", () => html`<${Checkpoints} job=${job} />`],
    ["files", "Files", () => html`<${Files} job=${job} files=${files} />`],
    ["log", "Log", () => html`<${Log} job=${job} newer=${feed.log} />`],
    ["spec", "Spec", () => html`<${Spec} spec=${spec} />`],
  ].filter(([id]) => !(id in has) || has[id]);
}
