// The models to play with, each with what it takes and gives.
import { html, useState } from "../core/html.js";
import { useData } from "../core/data.js";
import { ago, percent } from "../core/format.js";
import { to } from "../core/route.js";
import { Loaded } from "../parts/problem.js";
import { allGiven, allTaken, scoreOf } from "./ports.js";

export function Choose() {
  const [text, setText] = useState("");
  const models = useData("v1/models", { query: { limit: 200, text } });
  return html`<section aria-label="Models" class="choose"><h2>Choose a model</h2>
    <p><label>Name or note contains <input type="search" value=${text} onInput=${(event) => setText(event.target.value)} /></label></p>
    <${Loaded} of=${models}>${({ models: found, next_cursor: more }) => html`<${List} models=${found} searched=${text !== ""} />
      ${more && html`<p class="muted">These are the first 200; search for others by name.</p>`}`}<//></section>`;
}

function List({ models, searched }) {
  if (!models.length) return html`<p class="muted">${searched ? "No model has this in its name, note or tags."
    : html`There is no model yet. Draw a digit above, or train a recipe of the <a href="catalog">catalog</a>.`}</p>`;
  return html`<div class="cards">${models.map((model) => html`<a key=${model.ref} class="card choice" href=${to("play", model.ref)}><strong>${model.ref}</strong>
    <span>takes ${allTaken(model)}</span><span>gives ${allGiven(model)}${scoreOf(model) > 0 && `, ${percent(scoreOf(model))} right`}</span>
      <span class="muted small">${ago(model.created_at)}</span></a>`)}</div>`;
}
