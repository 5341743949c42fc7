// A sweep: the state of its members, their curves in one chart, what differs, and figures that compare them.
import { html, useCallback, useEffect, useState } from "../core/html.js";
import { del, post } from "../core/api.js";
import { useData } from "../core/data.js";
import { count, duration, percent } from "../core/format.js";
import { go, to } from "../core/route.js";
import { styles } from "../core/style.js";
import { Card, Heading, Progress, State } from "../parts/bits.js";
import { ConfirmButton } from "../parts/confirm.js";
import { Figures } from "../parts/figure.js";
import { Problem, Spinner } from "../parts/problem.js";
import { Differences } from "../parts/job/differences.js";
import { useHidden } from "../parts/job/hidden.js";
import { Overlay } from "../parts/job/overlay.js";
import { isFinal } from "../parts/job/states.js";

await styles("job");

/** Seconds after which a sweep is asked for again while one of its jobs is not final. */
const AGAIN_S = 2;

export default function Sweep({ id }) {
  const [ended, setEnded] = useState(false);
  const sweep = useData(`v1/sweeps/${id}`, { everyS: ended ? 0 : AGAIN_S });
  const name = sweep.data ? nameOf(sweep.data.members[0]) : "Sweep";
  useEffect(() => { document.title = `${name} – Modelbook`; }, [name]);
  useEffect(() => { if (sweep.data) setEnded(sweep.data.members.every(({ job }) => isFinal(job.state))); }, [sweep.data]);
  if (sweep.data === null && sweep.error) return html`<${Heading}>No such sweep<//><${Problem} error=${sweep.error} /><p><a href="sweeps">All sweeps</a></p>`;
  if (sweep.data === null) return html`<${Spinner} label="Loading the sweep" />`;
  return html`<${Shown} sweep=${sweep.data} ended=${ended} reload=${sweep.reload} />`;
}

function Shown({ sweep, ended, reload }) {
  const { members } = sweep;
  const [hidden, toggle] = useHidden();
  const names = new Map(members.map(({ member, job }) => [job.id, member]));
  const labelOf = useCallback((id) => names.get(id), [sweep.id]);
  const done = members.filter(({ job }) => isFinal(job.state)).length;
  return html`<${Heading} note=${`${done} of ${count(members.length, "job")} ended${ended || sweep.remaining_s === null ? "" : `, ${duration(sweep.remaining_s)} left`}`}
      actions=${html`<${Actions} sweep=${sweep} ended=${ended} reload=${reload} />`}>${nameOf(members[0])}<//>
    <div class="stack">
      ${!ended && html`<${Members} members=${members} />`}
      <${Overlay} ids=${members.map(({ job }) => job.id)} labelOf=${labelOf} hidden=${hidden} live=${!ended} onLoaded=${() => null} />
      <${Differences} jobs=${members.map(({ job }) => job)} labelOf=${labelOf} hidden=${hidden} toggle=${toggle} />
      ${done > 0 && html`<h2>Figures</h2><${Figures} key=${done} path=${`v1/sweeps/${sweep.id}/plots`} />`}
    </div>`;
}

/** Name of a sweep: its jobs are named by it and their member. */
const nameOf = ({ member, job }) => job.name.slice(0, -member.length - 1);

const Members = ({ members }) => html`<${Card} title="Jobs" wide><ul class="members">${members.map(({ member, job }) => html`<li key=${job.id}>
  <a href=${to("jobs", job.id)}>${member}</a> <${State} state=${job.state} />
  ${job.state === "running" && html`<${Progress} value=${job.progress} label=${`${member}: ${percent(job.progress, 0)} done`} />`}</li>`)}</ul><//>`;

const Actions = ({ ended, ...props }) => (ended ? html`<${Delete} ...${props} />` : html`<${Cancel} ...${props} />`);

function Delete({ sweep }) {
  const act = async () => { await del(`v1/sweeps/${sweep.id}`); go("/sweeps"); };
  return html`<${ConfirmButton} label="Delete" kind="danger" title="Delete this sweep?" done="Delete the sweep and its jobs" act=${act}>
    <p>Its ${count(sweep.members.length, "job")} are deleted, with their curves, logs and figures. Their models stay. For some time they can be restored on the
    ${" "}Operations page.</p><//>`;
}

function Cancel({ sweep, reload }) {
  const act = async () => { await post(`v1/sweeps/${sweep.id}/cancel`); reload(); };
  return html`<${ConfirmButton} label="Cancel all" title="Cancel this sweep?" done="Cancel all jobs that have not ended" act=${act}>
    <p>What the jobs that run have learned is lost.</p><//>`;
}
