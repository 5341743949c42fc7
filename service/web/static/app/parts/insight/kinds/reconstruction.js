// Autoencoders: samples beside what the model makes of them, the errors, and images of new points where there is a latent space to draw from.
import { html, useState } from "../../../core/html.js";
import { modelPath, post } from "../../../core/api.js";
import { useAction } from "../../../core/data.js";
import { number, words } from "../../../core/format.js";
import { Card, Facts } from "../../bits.js";
import { ActionError } from "../../problem.js";
import { Missing, NumbersBehind, usePlotNumbers } from "../plots.js";
import { Sample } from "../sample.js";

/** Samples of the latent space that are drawn at once. */
const COUNT = 12;

export default function Reconstruction({ model, plots }) {
  const errors = Object.entries(model.metrics).filter(([name]) => name.includes("error"));
  return html`${
    errors.length > 0 &&
    html`<${Card} title="Errors"><p class="muted">Mean squared errors of samples, after preprocessing; p95 is the error that 95 % of them stay below.</p>
      <${Facts} items=${errors.map(([name, value]) => [words(name), number(value)])} /><//>`
  }
    <${Pairs} plots=${plots} model=${model} />
    ${model.signature.latent_size !== null && html`<${Drawn} model=${model} />`}`;
}

function Pairs({ plots, model }) {
  const { plot, numbers, caption, answer } = usePlotNumbers(plots, "reconstructions");
  if (!numbers) return html`<${Missing} plots=${plots} name="reconstructions">Reconstructions are drawn of images.<//>`;
  const shades = (images, index) => ({ input: images[index].shades });
  return html`<${Card} title="Input and reconstruction"><p class="muted">${caption}</p>
    <ul class="gallery">${numbers.inputs.map(
      (input, index) => html`<li key=${index} class="pair"><${Sample} model=${model} values=${shades(numbers.inputs, index)} label=${`Input ${input.caption}`} />
      <${Sample} model=${model} values=${shades(numbers.outputs, index)} label=${`Reconstruction of ${input.caption}`} /><span
        class="said"><b>${input.caption}</b> error ${number(numbers.errors[index], 3)}</span></li>`,
    )}</ul>
    <${NumbersBehind} plot=${plot} answer=${answer} /><//>`;
}

/** Samples of points that are drawn from the standard normal distribution. */
function Drawn({ model }) {
  const [answer, setAnswer] = useState(null);
  const [draw, { busy, error }] = useAction(async () => setAnswer(await post(`${modelPath(model.ref)}/sample`, { json: { n_samples: COUNT } })));
  return html`<${Card} title="New samples" actions=${html`<button class="second" onClick=${draw} disabled=${busy}>${answer ? "Draw others" : "Draw some"}</button>`}>
    <p class="muted">Points of the latent space, drawn from the standard normal distribution, as the decoder shows them.</p><${ActionError} error=${error} />
    ${
      answer &&
      html`<ul class="gallery">${answer.samples.map(
        (sample, index) => html`<li key=${index} class="pair"><${Sample} model=${model} values=${{ [Object.keys(model.signature.inputs)[0]]: sample }}
      label=${`Sample at ${answer.points[index].map((value) => number(value, 3)).join(", ")}`} /><span class="said">${answer.points[index]
        .slice(0, 3)
        .map((value) => number(value, 2))
        .join(", ")}${answer.points[index].length > 3 ? " …" : ""}</span></li>`,
      )}</ul>`
    }<//>`;
}
