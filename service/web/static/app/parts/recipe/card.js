// A recipe in the catalog.
import { html } from "../../core/html.js";
import { count } from "../../core/format.js";
import { to } from "../../core/route.js";
import { headline } from "./headline.js";
import { RecipeImage } from "./image.js";
import { minutes } from "./kinds.js";
import { VerdictBadge } from "./verdict.js";

/** @param {object} props recipe: its summary; image: of useImages; level: h3 or h4, one below the heading above. */
export function RecipeCard({ recipe, image, level }) {
  const result = headline(recipe.reported);
  const others = Object.keys(recipe.reported).length;
  return html`<li class="card recipe-card"><${RecipeImage} recipe=${recipe} image=${image} lazy />
    <${level} class="title"><a href=${to("catalog", recipe.id)}>${recipe.title}</a><//>
    <p class="id"><code>${recipe.id}</code></p>
    <dl><div><dt>Book</dt><dd>${result ? `${result[0]} ${result[1]}` : others ? count(others, "figure") : "no figures"}</dd></div><div><dt>Time</dt>
    <dd>${minutes(recipe.expected_minutes)}</dd></div></dl>
    ${recipe.verdict && html`<p><${VerdictBadge} verdict=${recipe.verdict} /></p>`}</li>`;
}
