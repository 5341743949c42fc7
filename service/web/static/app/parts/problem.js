// Refusals and waiting: what happened in the API's own words, and what settles it.
import { html } from "../core/html.js";
import { duration } from "../core/format.js";
import { here } from "../core/route.js";

/** What a status means for somebody at a page, besides what the API says. */
const MEANING = {
  0: "The page tries again by itself.",
  401: "It takes a login with a key, which ends some hours after its last use.",
  403: "Your key does not have the scope that this needs. An administrator can create one that has it.",
  404: "It may have been deleted, or belong to another owner, or the link is misspelt.",
  429: "Too many requests were sent within a short time, or a limit of yours is reached; the Operations page shows the limits.",
  503: "The service, or something that it needs, is not available now.",
};

/**
 * A refusal.
 * @param {object} props error: an ApiError or another Error; or title and detail; onRetry: called by the button "Try again"; all: [href, text] of a list,
 *   where the page itself is refused: its heading is then that of the page.
 */
export function Problem({ error = null, title = null, detail = null, onRetry = null, all = null }) {
  const problem = error?.problem || {};
  const known = error && "status" in error;
  const meaning = known ? MEANING[error.status] : null;
  return html`<div class="problem" role="alert">
    <${all ? "h1" : "h2"}>${title || problem.title || "Something went wrong on this page"}<//>
    <p>${detail || problem.detail || error?.message}</p>
    ${meaning && html`<p>${meaning}</p>`}
    ${error?.retryAfterS && html`<p>Try again in ${duration(error.retryAfterS)}.</p>`}
    <${Faults} faults=${error?.faults} />
    <p class="actions">
      ${onRetry && html`<button onClick=${onRetry}>Try again</button>`}
      ${error?.status === 401 && here().path !== "/login" && html`<a class="button" href=${`login#next=${encodeURIComponent(here().path + location.hash)}`}>Log in</a>`}
      ${kindOf(problem) && html`<a href=${`problems/${kindOf(problem)}`} target="_blank">More on this kind of problem</a>`}
      ${all && html`<a href=${all[0]}>${all[1]}</a>`}${!onRetry && html`<a href=".">Home</a>`}
    </p>
  </div>`;
}

/** Return the kind of a problem, such as "plot-not-ready"; null of one without. Below a path, its type has the path before it. */
export const kindOf = (problem) => /\/problems\/([^/]+)$/.exec(problem?.type || "")?.[1] || null;

/** The faults of a refusal, each at its JSON pointer. */
export function Faults({ faults }) {
  if (!faults?.length) return null;
  return html`<ul class="faults">${faults.map((fault) => html`<li><code>${fault.pointer || "/"}</code> ${fault.detail}</li>`)}</ul>`;
}

export const Spinner = ({ label = "Loading" }) => html`<p class="spinner" role="status"><span aria-hidden="true"></span>${label} …</p>`;

/** Data of useData: the content once there are some, otherwise what is the matter. `all`: see Problem, for the data that a page is about. */
export function Loaded({ of, children, label, all = null }) {
  const retry = of.error?.status === 404 ? null : of.reload;  // What is not there will not be there by asking again.
  if (of.data !== null) return html`${of.error && html`<${Problem} error=${of.error} onRetry=${retry} />`}${children?.(of.data)}`;
  if (of.error) return html`<${Problem} error=${of.error} onRetry=${retry} all=${all} />`;
  return html`<${Spinner} label=${label} />`;
}

/** The error of useAction, small and beside the button. */
export const ActionError = ({ error }) => (error ? html`<div class="action-error" role="alert"><p>${error.message}</p><${Faults} faults=${error.faults} /></div>` : null);
