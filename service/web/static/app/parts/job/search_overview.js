// A whole search at a look: the score against each parameter, and parallel coordinates of all candidates.
import { html, useEffect, useMemo, useState } from "../../core/html.js";
import { useData } from "../../core/data.js";
import { count, integer, number } from "../../core/format.js";
import { Card, Facts } from "../bits.js";
import { Problem } from "../problem.js";
import { Scatter } from "../scatter.js";
import { drawnRows, Parallel } from "./parallel.js";
import { shortNames, valueText } from "./space_names.js";

/** @param {object} props job; turn: changes when more trials are done. */
export function Overview({ job, turn }) {
  const { data, error, reload } = useData(`v1/jobs/${job.id}/trials/scores`);
  useEffect(() => { if (data) reload(); }, [turn]);
  const names = useMemo(() => shortNames(Object.keys(data?.params || {})), [data]);
  if (error && !data) return html`<${Problem} error=${error} />`;
  if (!data?.mean_scores.some((score) => score !== null)) return html`<p class="muted">The scores are drawn as soon as a candidate is scored on every fold.</p>`;
  const best = data.ranks.indexOf(1);
  return html`<div class="columns"><${OneParameter} data=${data} names=${names} best=${best} />
    ${names.size > 1 && html`<${AllParameters} data=${data} names=${names} best=${best} />`}</div>`;
}

function OneParameter({ data, names, best }) {
  const [chosen, setChosen] = useState(null);
  const [picked, setPicked] = useState(null);
  const key = chosen ?? names.keys().next().value;
  const at = picked ?? best;
  const choice = html`<label>Parameter <select value=${key} onChange=${(event) => setChosen(event.target.value)}>
    ${[...names].map(([value, name]) => html`<option value=${value}>${name}</option>`)}</select></label>`;
  return html`<${Card} title="Score against a parameter" actions=${choice}>
    <${Scatter} x=${data.params[key]} y=${data.mean_scores} xLabel=${names.get(key)} yLabel="mean score" marked=${at} onPick=${setPicked}
      label=${`Mean score against ${names.get(key)} of ${count(data.candidates.length, "candidate")}; the table below has the numbers`} />
    <${Facts} items=${[
      [at === best ? "Best candidate" : "Chosen candidate", integer(data.candidates[at])],
      ["Score", number(data.mean_scores[at])],
      ...[...names].map(([one, name]) => [name, valueText(data.params[one][at])]),
    ]} /><//>`;
}

function AllParameters({ data, names, best }) {
  const axes = useMemo(() => [...[...names].map(([key, name]) => [name, data.params[key]]), ["score", data.mean_scores]], [data]);
  const left = data.mean_scores.filter((score) => score !== null).length - drawnRows(data.mean_scores).length;
  const label = `Parallel coordinates of ${count(data.candidates.length, "candidate")}: an axis for each parameter and the score; the table below has the numbers`;
  return html`<${Card} title="All parameters"><${Parallel} axes=${axes} scores=${data.mean_scores} marked=${best} label=${label} />
    <p class="muted small">A line is a candidate: yellow has a high score, blue a low one; the thick line has the best.
      ${left > 0 && ` Drawn are the best 500, and 500 of the others.`}</p><//>`;
}
