// The latent space of a variational autoencoder: the points of samples by class, and what the decoder makes of any point.
import { html, useEffect, useRef, useState } from "../../core/html.js";
import { modelPath, post } from "../../core/api.js";
import { useData } from "../../core/data.js";
import { useLatest } from "../../core/latest.js";
import { number } from "../../core/format.js";
import { onTheme, seriesColour, token } from "../../core/theme.js";
import { Card } from "../bits.js";
import { Pixels, magnified, shadesFitting } from "../pixels.js";
import { ActionError, Loaded } from "../problem.js";
import { planeOf } from "./plane.js";

const SIDE = 420;
/** Side of the decoded image on the page, in pixels; share of the space that an arrow key moves. */
const SHOWN_PX = 224;
const STEP = 0.02;
/** Classes that have a colour of their own; further ones have the same colours and hollow marks. */
const COLOURS = 8;

/** @param {object} props model: a ModelOut; path: of its plots, which have latent-space. */
export function Latent({ model, path }) {
  const space = useData(`${path}/latent-space.json`);
  return html`<${Card} title="Latent space"><${Loaded} of=${space} label="Encoding samples">${({ numbers, caption }) => (numbers.latent_size === 2
    ? html`<${Plane} model=${model} numbers=${numbers} caption=${caption} />`
    : html`<p class="muted">The latent space has ${numbers.latent_size} dimensions, and only two can be clicked in. The figures show its samples.</p>`)}<//><//>`;
}

function Plane({ model, numbers, caption }) {
  const plane = planeOf(numbers.points.groups.flatMap((group) => group.points), SIDE);
  const [point, setPoint] = useState(plane.middle);
  const [anchor, setAnchor] = useState(null);
  const [share, setShare] = useState(0);
  const shown = anchor ? point.map((end, axis) => anchor[axis] + share * (end - anchor[axis])) : point;
  const { ask, answer, error } = useLatest((at, signal) => post(`${modelPath(model.ref)}/sample`, { json: { points: [at] }, query: { precision: 4 }, signal }));
  useEffect(() => ask(shown), [...shown]);
  const sample = useRef(null);
  sample.current = answer?.samples[0] || sample.current; // A refusal leaves the last image.
  const move = (event) => {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] || [0, 0];
    if (!dx && !dy) return;
    event.preventDefault();
    setPoint(plane.clipped([point[0] + dx * STEP * plane.width, point[1] + dy * STEP * plane.height]));
  };
  const at = (event) => { const box = event.currentTarget.getBoundingClientRect(); return plane.pointAt(((event.clientX - box.left) * SIDE) / box.width, ((event.clientY - box.top) * SIDE) / box.height); };
  const keep = () => { setAnchor(point); setShare(1); };
  return html`<p class="muted">${caption} Click, drag, or use the arrow keys: the decoder draws what stands there.</p>
    <div class="latent">
      <div class="space" tabindex="0" role="application" aria-label=${`Latent space; the chosen point is ${said(shown)}. The arrow keys move it.`} onKeyDown=${move}
        onPointerDown=${(event) => { event.currentTarget.setPointerCapture(event.pointerId); setPoint(at(event)); }} onPointerMove=${(event) => event.buttons & 1 && setPoint(at(event))}>
        <${Points} groups=${numbers.points.groups} plane=${plane} />
        <${Mark} at=${plane.pixel(shown)} />${anchor && html`<${Mark} at=${plane.pixel(anchor)} kind="anchor" />`}
      </div>
      <div class="decoded">
        ${sample.current ? html`<${Decoded} sample=${sample.current} said=${said(shown)} />` : html`<p class="muted">Decoding …</p>`}
        <p class="small" aria-live="polite">Point ${said(shown)}</p><${ActionError} error=${error} />
        <p class="actions">${anchor ? html`<button class="second" onClick=${() => setAnchor(null)}>Without a path</button>` : html`<button class="second" onClick=${keep}>Begin a path here</button>`}</p>
        ${anchor && html`<div class="field"><label for="path">Along the path from the mark to the point</label><input id="path" type="range" min="0" max="1" step="0.01" value=${share} onInput=${(event) => setShare(Number(event.target.value))} /></div>`}
      </div>
    </div>
    <ul class="legend">${numbers.points.groups.map((group, index) => html`<li key=${index}><span class=${`dot${index < COLOURS ? "" : " hollow"}`} style=${{ color: seriesColour(index) }}></span>${group.label ?? group.part} (${group.points.length})</li>`)}</ul>`;
}

const said = (point) => point.map((value) => number(value, 3)).join(", ");
const Mark = ({ at, kind = "point" }) => html`<span class=${`mark ${kind}`} style=${{ left: `${(100 * at[0]) / SIDE}%`, top: `${(100 * at[1]) / SIDE}%` }}></span>`;

function Decoded({ sample, said: where }) {
  const rows = Array.isArray(sample[0]) ? sample : [sample];
  return html`<${Pixels} rows=${rows} colourOf=${shadesFitting(rows)} style=${magnified(rows, Math.max(1, Math.floor(SHOWN_PX / rows[0].length)))}
    label=${`What the decoder makes of the point ${where}`} />`;
}

function Points({ groups, plane }) {
  const canvas = useRef(null);
  useEffect(() => {
    const draw = () => {
      const context = canvas.current.getContext("2d");
      context.fillStyle = token("--surface");
      context.fillRect(0, 0, SIDE, SIDE);
      context.globalAlpha = 0.6;
      groups.forEach((group, index) => {
        context.fillStyle = context.strokeStyle = seriesColour(index);
        const mark = index < COLOURS ? (x, y) => context.fillRect(x - 1.5, y - 1.5, 3, 3) : (x, y) => context.strokeRect(x - 2, y - 2, 4, 4);
        group.points.forEach((point) => mark(...plane.pixel(point)));
      });
      context.globalAlpha = 1;
    };
    draw();
    return onTheme(draw);
  }, [groups]);
  return html`<canvas ref=${canvas} width=${SIDE} height=${SIDE} aria-hidden="true"></canvas>`;
}
