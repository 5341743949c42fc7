// What surrounds an answer: a hint before the first, faults at their places, a pause that the service asked for, and the call.
import { html } from "../core/html.js";
import { count } from "../core/format.js";
import { Faults, Problem } from "../parts/problem.js";
import { CallOf } from "./call.js";

/** @param {object} props asking: of useLatest; path, json, file, answer: of the call; hint: what to do before there is an answer; children: draws asking.answer. */
export function Asked({ asking, path, json, file, answer, hint = null, children }) {
  const { error, pause } = asking;
  return html`<div class="asked" aria-live="polite">
    <${Pause} pause=${pause} />
    ${error && (error.status === 422 || error.status === 400 ? html`<div class="action-error" role="alert"><p>${error.message}</p><${Faults} faults=${error.faults} />
      </div>` : html`<${Problem} error=${error} />`)}
    ${asking.answer ? html`${children(asking.answer)}<${CallOf} path=${path} json=${json} file=${file} answer=${answer} />` : !error && hint && html`<p class="muted">
      ${hint}</p>`}</div>`;
}

/** Says how long the page waits where the service wants no requests for a while. @param {object} props pause: {seconds, reason}, or null. */
export const Pause = ({ pause }) => (pause
  ? html`<p class="note">${pause.reason} The service asks for a pause: it is asked again by itself in ${count(pause.seconds, "second")}.</p>` : null);
