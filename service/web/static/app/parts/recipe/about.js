// What a recipe is, where it is from, and which others have to be trained before.
import { html } from "../../core/html.js";
import { useData } from "../../core/data.js";
import { to } from "../../core/route.js";
import { Card, Code, Facts } from "../bits.js";
import { RecipeImage, useImages } from "./image.js";
import { KINDS, minutes } from "./kinds.js";

export function AboutRecipe({ recipe }) {
  const images = useImages();
  return html`<${Card} title="About this recipe"><div class="about"><${RecipeImage} recipe=${recipe} image=${images[recipe.id]} />
    <${Facts} items=${[["Kind", KINDS[recipe.group] || recipe.group], ["A whole run takes about", minutes(recipe.expected_minutes)], ["Id",
    html`<code>${recipe.id}</code>`]]} />
    <p class="source">${recipe.source}</p>
    ${recipe.notes && html`<p class="notes">${recipe.notes}</p>`}
    ${recipe.requires.length > 0 && html`<h3>Train first</h3><ul class="requires">${recipe.requires.map((id) => html`<li key=${id}><${Required}
    id=${id} /></li>`)}</ul>`}
    <details><summary>Train it by a program</summary><${Code} label="Call of the API"
    text=${`POST /v1/jobs\nContent-Type: application/json\n\n{"recipe": "${recipe.id}"}`} /></details>
  </div><//>`;
}

/** A recipe that has to be trained before, and whether there is a model of its name. */
function Required({ id }) {
  const { data } = useData("v1/models", { query: { text: id, limit: 200 } });
  const model = data?.models.find((one) => one.name === id);
  const name = html`<a href=${to("catalog", id)}>${id}</a>`;
  if (data === null) return name;
  return model ? html`${name}: ✓ trained, <a href=${to("models", id)}>its model</a>` : html`${name}: ○ not trained yet. Train it first, under its own name.`;
}
