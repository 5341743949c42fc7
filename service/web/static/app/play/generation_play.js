// The playground of a text model: it continues a text, seen letter by letter or word by word.
import { html, useEffect, useRef, useState } from "../core/html.js";
import { call, modelPath } from "../core/api.js";
import { eventsOf } from "../core/event_stream.js";
import { useAction } from "../core/data.js";
import { count, number } from "../core/format.js";
import { Card, CopyButton } from "../parts/bits.js";
import { ActionError } from "../parts/problem.js";
import { Pause } from "./asked.js";
import { CallOf } from "./call.js";
import { patiently } from "../core/latest.js";
import { useSamples } from "./samples.js";

const LENGTH = { min: 1, max: 20_000, first: 400 };
const TEMPERATURE = { min: 0.05, max: 2, step: 0.05, first: 0.5 };
/** What happens to symbols of the start that the model does not know. */
const UNKNOWN = [["refuse", "refuse the text"], ["drop", "leave them out"], ["replace", "replace them by the model's marker"]];

export function GenerationPlay({ model, port }) {
  const { samples } = useSamples(model, 1);
  const [asked, setAsked] = useState({ seed: "", length: LENGTH.first, temperature: TEMPERATURE.first, unknown: "refuse" });
  const change = (changes) => setAsked((old) => ({ ...old, ...changes }));
  useEffect(() => {
    const text = samples?.[0]?.raw.inputs[port];
    if (typeof text === "string") setAsked((old) => ({ ...old, seed: old.seed || text }));
  }, [samples]);
  const path = `${modelPath(model.ref)}/generate`;
  const { start, stop, sent, text, about, pause, busy, error } = useGenerated(path);
  const json = { ...asked, seed: asked.seed || null };
  const faults = error?.below?.("/seed") || [];
  return html`<div class="columns"><${Card} title="Your start">
      <div class="field"><label for="seed">Text to continue</label><textarea id="seed" rows="4" value=${asked.seed} aria-invalid=${faults.length > 0}
        placeholder="An excerpt of the training text"
        onInput=${(event) => change({ seed: event.target.value })}></textarea>${faults.map((fault) => html`<p class="fault" role="alert">${fault.detail}</p>`)}</div>
      <div class="field"><label for="temperature">Temperature: ${number(asked.temperature)}</label><input id="temperature" type="range" min=${TEMPERATURE.min}
        max=${TEMPERATURE.max} step=${TEMPERATURE.step} value=${asked.temperature}
        onInput=${(event) => change({ temperature: Number(event.target.value) })} /><span
          class="muted small">low: the likeliest only; 1: as the model has learned; high: daring</span></div>
      <div class="field"><label for="length">Letters or words</label><input id="length" type="number" min=${LENGTH.min} max=${LENGTH.max} value=${asked.length}
        onInput=${(event) => change({ length: Number(event.target.value) })} /></div>
      <div class="field"><label for="unknown">Symbols that the model does not know</label><select id="unknown" value=${asked.unknown}
        onChange=${(event) => change({ unknown: event.target.value })}>
        ${UNKNOWN.map(([name, title]) => html`<option key=${name} value=${name}>${title}</option>`)}</select></div>
      <p class="actions">${busy ? html`<button onClick=${stop}>Stop</button>` : html`<button onClick=${() => start(json)}>Generate</button>`}</p>
        <${ActionError} error=${error} /><${Pause} pause=${pause} /><//>
    <${Card} title="What the model writes" actions=${about && !busy && html`<${CopyButton} text=${(about.seed ?? about.window) + text} />`}>
      ${about ? html`<p class="generated"><span class="muted">${about.seed ?? about.window}</span><span class="new-text">${text}</span></p>
        <p class="muted small" role="status">
          ${busy ? "It is writing." : wayOf(about)}</p>
        ${!busy && html`<${CallOf} path=${path} json=${{ ...sent, seed_number: about.seed_number }} answer=${{ ...about, text }} />`}` : html`<p
          class="muted">The text appears here while it is generated.</p>`}<//></div>`;
}

/** How a text was generated, in words. */
const wayOf = ({ symbols, temperature, seed_number: seed, ended }) =>
  `${count(symbols, "symbol")} generated at temperature ${number(temperature)}, random seed ${seed}${ended ? "" : "; stopped"}.`;

/** Generate a text: what has come so far, and functions that begin and stop. */
function useGenerated(path) {
  const [state, setState] = useState({ sent: null, text: "", about: null, pause: null });
  const stopper = useRef(null);
  const [start, { busy, error }] = useAction(async (json) => {
    stopper.current = new AbortController();
    const found = { sent: json, text: "", about: null, pause: null };
    const { signal } = stopper.current;
    let frame = 0;
    const shown = () => { frame = 0; setState({ ...found }); };
    try {
      const send = () => call("POST", path, { json, headers: { Accept: "text/event-stream" }, signal });
      const response = await patiently(send, signal, (pause) => setState({ ...found, pause }));
      for await (const { event, data } of eventsOf(response)) {
        if (event === "start") found.about = { ...data, symbols: 0, ended: false };
        else if (event === "symbol") { found.text += data.text; found.about = { ...found.about, symbols: found.about.symbols + 1 }; }
        else if (event === "end") found.about = { ...found.about, ended: true };
        else if (event === "error") throw new Error(data.detail);
        frame ||= requestAnimationFrame(shown);  // Symbols come faster than a screen is drawn.
      }
    } finally {
      cancelAnimationFrame(frame);
      if (found.about) shown();
    }
  });
  useEffect(() => () => stopper.current?.abort(), []);
  return { ...state, start, stop: () => stopper.current?.abort(), busy, error };
}
