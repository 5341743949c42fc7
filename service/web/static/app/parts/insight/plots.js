// The numbers of a model's figures: which there are, each loaded once it is needed, and shown below what is drawn from them.
import { html } from "../../core/html.js";
import { modelPath, urlOf } from "../../core/api.js";
import { useData, useInterval } from "../../core/data.js";
import { NumbersTable } from "../numbers.js";
import { Behind } from "./behind.js";

/** Seconds after which numbers that are still being made are asked for again, where the server does not say when. */
const AGAIN_S = 3;

/** Load a path, again and again as long as the server says that it is still at work on it. */
function useWaiting(path) {
  const answer = useData(path);
  const waits = answer.error?.status === 503;
  useInterval(answer.reload, waits ? answer.error.retryAfterS || AGAIN_S : 0);
  return { ...answer, loading: answer.data === null && (answer.loading || waits) };
}

/**
 * Load the list of a model's figures.
 * @param {object} model A ModelOut.
 * @param {string|null} output The output whose figures are wanted; null for a model with one.
 * @returns {{of: function, loading: boolean, error: Error|null}} `of` gives the item of the list by the name of a figure, or undefined.
 */
export function usePlots(model, output) {
  const list = useWaiting(`${modelPath(model.ref)}/plots`);
  const names = (name) => (output === null ? [name] : [`${name}-${output}`, name]);
  const of = (name) =>
    names(name)
      .map((one) => list.data?.plots.find((plot) => plot.name === one))
      .find(Boolean);
  return { of, loading: list.loading, error: list.error, leftOut: list.data?.left_out || [] };
}

/** Load the numbers of a figure: those of useData, with data null where there is no such figure. */
export function usePlotNumbers(plots, name) {
  const plot = plots.of(name);
  const answer = useWaiting(plot ? plot.numbers : null);
  return {
    plot,
    numbers: answer.data?.numbers ?? null,
    caption: answer.data?.caption,
    answer: answer.data,
    error: answer.error,
    loading: plots.loading || (Boolean(plot) && answer.loading),
  };
}

/** The numbers behind a drawing, to be opened. */
export const NumbersBehind = ({ plot, answer }) =>
  answer &&
  html`<${Behind} summary="Numbers"><${NumbersTable} data=${answer} />
  <p><a href=${urlOf(plot.numbers)} target="_blank">as JSON</a></p><//>`;

/** Why a drawing is missing, in the words of the list. */
export function Missing({ plots, name, children }) {
  const left = plots.leftOut.find((one) => one.name === name || one.name.startsWith(`${name}-`));
  if (plots.loading) return null;
  if (plots.error) return html`<p class="note">The figures could not be loaded: ${plots.error.message}</p>`;
  return html`<p class="muted">${left ? `Not drawn: ${left.reason}.` : children}</p>`;
}
