// "Train on this": what to predict, and first models that suit the data, each checked as it stands.
import { html, useState } from "../../core/html.js";
import { useData } from "../../core/data.js";
import { openSpec } from "../../core/draft.js";
import { count, words } from "../../core/format.js";
import { merged } from "../../core/merge_patch.js";
import { to } from "../../core/route.js";
import { Card } from "../bits.js";
import { ActionError, Faults, Problem, Spinner } from "../problem.js";
import { firstChoice, proposalsOf, subjectOf } from "../proposal.js";
import { useCheck } from "../spec/check.js";
import { useTraining, Verdict } from "../spec/submit.js";
import { Choices } from "./choices.js";

/** Models have names of small letters, digits and . _ -, at most 63 characters. */
const nameOf = (title) => title.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 50);

/** @param {object} props id: of the data set; dataset: its description; params: of a generator; title: its name. */
export function TrainOnThis({ id, dataset, params, title }) {
  const subject = subjectOf(dataset, params);
  const [choice, setChoice] = useState(() => firstChoice(subject));
  const [name, setName] = useState(nameOf(title));
  const [counts, setCounts] = useState(!dataset.downloads);
  const isText = subject.form === "text";
  const symbols = useData(isText && counts ? `v1/datasets/${id}/symbols` : null, { query: { most: 1, ...(Object.keys(params).length ? { data_params: JSON.stringify(params) } : {}) } });
  const { proposals, reason } = proposalsOf(subject, choice, symbols.data?.letters.n_distinct ?? null);
  return html`<div class="stack"><${Card} title="What to learn"><${Choices} subject=${subject} choice=${choice} onChange=${setChoice}>
      <div class="field"><label for="model-name">Name of the model</label><input id="model-name" value=${name} maxlength="63" autocomplete="off" onInput=${(event) => setName(event.currentTarget.value)} /></div><//><//>
    ${reason && html`<p class="note" role="status">${reason}</p>`}
    ${isText && !counts && html`<p>Its letters have to be counted first; it is downloaded for that.</p><p><button onClick=${() => setCounts(true)}>Count its letters</button></p>`}
    ${symbols.loading && isText && counts && html`<${Spinner} label="Counting its letters" />`}${symbols.error && html`<${Problem} error=${symbols.error} onRetry=${symbols.reload} />`}
    <div class="proposals">${proposals.map((proposal) => html`<${Proposal} key=${proposal.title} ...${proposal} name=${name} origin=${title} href=${to("data", id)} />`)}</div></div>`;
}

/** A spec in a line: its steps, its model, how long it is trained. */
function summary({ preprocessing: { inputs }, model, training }) {
  const parts = (model.steps || model.layers).map(({ estimator, layer, units, filters }) => [estimator || layer, units || filters].filter(Boolean).join(" "));
  return `${inputs.map(({ step }) => words(step)).join(", ")} → ${parts.join(", ")}${training ? `; ${count(training.epochs, "epoch")}` : ""}`;
}

/** A proposal with what the checker says of it. */
function Proposal({ title, why, spec: proposed, name, origin, href }) {
  const [taken, setTaken] = useState(null);
  const proposal = JSON.stringify(proposed);
  const spec = taken?.of === proposal ? taken.spec : proposed;
  const body = { spec, ...(name ? { name } : {}) };
  const check = useCheck(body);
  const [train, { busy, error }] = useTraining(body);
  const refused = error?.of === JSON.stringify(body) ? error : null;
  const { result } = check;
  return html`<${Card} title=${title}><p>${why}</p><p class="muted small">${summary(spec)}</p><${Verdict} check=${check} />
    ${!check.busy && html`<${Faults} faults=${result?.errors} />`}
    ${!check.busy && result?.warnings.length > 0 && html`<details><summary>Warnings</summary><${Faults} faults=${result.warnings} /></details>`}
    <${ActionError} error=${refused || check.error} />
    <p class="actions"><button onClick=${train} disabled=${busy || !result?.ok || check.busy}>${busy ? "Submitting …" : "Train"}</button>
      ${result?.suggestion && html`<button class="second" onClick=${() => setTaken({ of: proposal, spec: merged(spec, result.suggestion) })}>Take the suggestion</button>`}
      <button class="second" onClick=${() => openSpec({ spec, name, origin, href })}>Open in the editor</button></p><//>`;
}
