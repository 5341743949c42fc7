// "Draw a digit": opens the best model for it that there is, or trains one and goes on by itself.
import { html, useEffect } from "../core/html.js";
import { get, post } from "../core/api.js";
import { useAction, useData } from "../core/data.js";
import { duration } from "../core/format.js";
import { go, setFragment, to } from "../core/route.js";
import { Card, Progress } from "../parts/bits.js";
import { ActionError, Loaded, Problem } from "../parts/problem.js";
import { readsDigits, scoreOf } from "./ports.js";

/** The recipe that is trained where no model reads digits: quick, and right in 97 of 100. */
const JOB = { recipe: "mnist-dense-784", name: "digits", patch: { training: { epochs: 3, batch_size: 256 } } };

/** Return the best model that reads digits; null if there is none. */
export async function bestReader() {
  const { models } = await get("v1/models", { query: { limit: 200, kind: "classification" } });
  return models.filter(readsDigits).sort((a, b) => scoreOf(b) - scoreOf(a))[0] || null;
}

/** @param {object} props fragment: `draw` begins at once, `job` is the id of the job that trains. */
export function DrawDigit({ fragment }) {
  const [begin, { busy, error }] = useAction(async () => {
    const best = await bestReader();
    best ? go(`/${to("play", best.ref)}`, { replace: "draw" in fragment }) : setFragment({ draw: null, job: (await post("v1/jobs", { json: JOB })).id });
  });
  useEffect(() => { if ("draw" in fragment) begin(); }, []);
  return html`<${Card} title="Draw a digit">
    ${fragment.job ? html`<${Training} id=${fragment.job} />`
      : html`<p>Draw with the mouse, a finger or a pen, and see at each stroke which digit a network reads.
        Where no model reads digits yet, one is trained first: some ten seconds.</p>
      <p class="actions"><button onClick=${begin} disabled=${busy}>Draw a digit</button></p><${ActionError} error=${error} />`}<//>`;
}

function Training({ id }) {
  const job = useData(`v1/jobs/${id}`, { everyS: 1 });
  useEffect(() => { if (job.data?.model) go(`/${to("play", job.data.model)}`, { replace: true }); }, [job.data?.model]);
  return html`<${Loaded} of=${job}>${({ state, progress, remaining_s: left, error }) => (["failed", "cancelled"].includes(state)
    ? html`<${Problem} title=${`The job is ${state}`} detail=${error || "It was cancelled."} onRetry=${() => setFragment({ job: null })} />`
    : html`<p role="status">
      ${state === "queued" ? "A network waits for its turn to be trained."
        : "A network is trained on 60,000 digits; then the pad opens by itself."} ${left != null && `${duration(left)} left.`}</p>
      <${Progress} value=${progress} label="Training" /><p><a href=${to("jobs", id)}>Watch it train</a></p>`)}<//>`;
}
