// Several jobs beside one another: their curves in one chart, what differs of their specs, and their metrics.
import { html, useCallback, useEffect, useState } from "../core/html.js";
import { get } from "../core/api.js";
import { useInterval } from "../core/data.js";
import { count } from "../core/format.js";
import { styles } from "../core/style.js";
import { Heading } from "../parts/bits.js";
import { Problem, Spinner } from "../parts/problem.js";
import { Differences } from "../parts/job/differences.js";
import { useHidden } from "../parts/job/hidden.js";
import { Overlay } from "../parts/job/overlay.js";
import { isFinal } from "../parts/job/states.js";

await styles("job");

/** Requests at a time for the jobs, which come one by one; seconds between two looks at those that are not final. */
const AT_ONCE = 4;
const AGAIN_S = 5;

export default function CompareJobs({ fragment }) {
  const ids = [...new Set((fragment.jobs || "").split(",").filter(Boolean))];
  useEffect(() => { document.title = `Comparison of ${count(ids.length, "job")} – Modelbook`; }, [fragment.jobs]);
  return html`<${Heading} note=${html`<a href="jobs">Choose others</a>`}>${ids.length ? `Comparison of ${count(ids.length, "job")}` : "Comparison of jobs"}<//>
    ${ids.length ? html`<${Compared} key=${fragment.jobs} ids=${ids} />`
      : html`<p>Choose two or more jobs in the <a href="jobs">list of jobs</a>, then “Compare”.</p>`}`;
}

function Compared({ ids }) {
  const [ready, setReady] = useState(false);  // The curves come first: they are what one waits for.
  const { jobs, error } = useJobs(ids, ready);
  const [hidden, toggle] = useHidden();
  const labelOf = useCallback((id, name) => jobs.get(id)?.model || `${name} …${id.slice(-4)}`, [jobs]);
  const found = ids.map((id) => jobs.get(id)).filter(Boolean);
  return html`<div class="stack">
    <${Overlay} ids=${ids} labelOf=${labelOf} hidden=${hidden} live=${found.some((job) => !isFinal(job.state))} onLoaded=${() => setReady(true)} />
    ${error && html`<${Problem} error=${error} />`}
    ${found.length === 0 && !error ? html`<${Spinner} label="Loading the jobs" />`
      : html`<${Differences} jobs=${found} labelOf=${labelOf} hidden=${hidden} toggle=${toggle} />`}
  </div>`;
}

/** Load jobs, some at a time; those that are not final again and again. */
function useJobs(ids, ready) {
  const [state, setState] = useState({ jobs: new Map(), error: null });
  const load = useCallback(async (wanted) => {
    const queue = [...wanted];
    const found = new Map();
    const take = async () => { for (let id = queue.pop(); id; id = queue.pop()) found.set(id, await get(`v1/jobs/${id}`)); };
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, take));
      setState((old) => ({ jobs: new Map([...old.jobs, ...found]), error: null }));
    } catch (error) {
      setState((old) => ({ ...old, error }));
    }
  }, []);
  useEffect(() => { if (ready) load(ids); }, [ready]);
  const open = [...state.jobs.values()].filter((job) => !isFinal(job.state)).map((job) => job.id);
  useInterval(() => load(open), open.length ? AGAIN_S : 0);
  return state;
}
