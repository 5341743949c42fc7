// A session with a stateful model: it is fed value by value, and keeps what it has seen.
import { html, useEffect, useRef, useState } from "../core/html.js";
import { del, modelPath, post } from "../core/api.js";
import { useAction } from "../core/data.js";
import { count, number } from "../core/format.js";
import { Card } from "../parts/bits.js";
import { ActionError } from "../parts/problem.js";

/** Steps whose answers stay in the table. */
const SHOWN = 20;

/** @param {object} props given: steps of the series, which can be fed one after the other. */
export function SessionPlay({ model, given, width }) {
  const sessions = `${modelPath(model.ref)}/sessions`;
  const session = useRef(null);
  const [fed, setFed] = useState([]);
  const [value, setValue] = useState("");
  const [feed, { busy, error }] = useAction(async (step) => {
    session.current ??= (await post(sessions)).id;
    const { predictions: [prediction], n_steps: n } = await post(`${sessions}/${session.current}/predict`, { json: { inputs: [step] } });
    setFed((old) => [{ n, step, value: prediction.value }, ...old]);
  });
  const end = () => { if (session.current) del(`${sessions}/${session.current}`).catch(() => {}); session.current = null; };
  useEffect(() => end, []);
  const next = given[fed.length];
  const own = () => {
    const numbers = value.split(/[\s;,]+/).filter(Boolean).map((cell) => (Number.isFinite(Number(cell)) ? Number(cell) : cell));
    feed(width === 1 ? numbers[0] ?? null : numbers);
  };
  const said = (one) => [one].flat(Infinity).map((part) => number(part)).join(", ");
  return html`<${Card} title="Step by step"><p class="muted">The model is stateful: in a session it is fed one step at a time, and remembers those before.</p>
    <p class="actions"><label>Next step <input type="text" inputmode="decimal" size="10" value=${value} onInput=${(event) => setValue(event.target.value)} /></label>
      <button onClick=${own} disabled=${busy || !value.trim()}>Feed</button>
      <button class="second" onClick=${() => feed(next)}
        disabled=${busy || next === undefined}>Feed the next of the series${next === undefined ? "" : `: ${said(next)}`}</button>
      <button class="second" onClick=${() => { end(); setFed([]); }} disabled=${!fed.length}>Begin anew</button></p>
    <${ActionError} error=${error} />
    ${fed.length > 0 && html`<div class="scroll"><table aria-live="polite"><caption>${count(fed.length, "step")} fed${fed.length > SHOWN ? `; the last ${SHOWN}` : ""}
      </caption>
      <thead><tr><th scope="col">step</th><th scope="col">fed</th><th scope="col">expected next</th></tr></thead>
      <tbody>${fed.slice(0, SHOWN).map((one) => html`<tr key=${one.n}><td>${one.n}</td><td>${said(one.step)}</td><td>${said(one.value)}</td></tr>`)}</tbody></table>
        </div>`}<//>`;
}
