// The catalog: every recipe of the book, by chapter and kind, with what it shows, reports and takes.
import { html, useEffect } from "../core/html.js";
import { useData } from "../core/data.js";
import { to } from "../core/route.js";
import { styles } from "../core/style.js";
import { Heading } from "../parts/bits.js";
import { Loaded } from "../parts/problem.js";
import { RecipeCard } from "../parts/recipe/card.js";
import { Filters, fitting } from "../parts/recipe/filters.js";
import { useImages } from "../parts/recipe/image.js";
import { chapterOf, CHAPTERS, KINDS } from "../parts/recipe/kinds.js";

await styles("catalog");

export default function Catalog({ fragment }) {
  const recipes = useData("v1/catalog");
  const images = useImages();
  useEffect(() => { document.title = "Catalog - Modelbook"; }, []);
  return html`<${Heading} note="Models of the book, each with its data, steps and settings: open one, change it, train it." actions=${html`<a
    class="button second" href=${to("catalog", "custom")}>Train your own spec</a>`}>Catalog<//>
    <${Loaded} of=${recipes} label="Loading the catalog">${(all) => html`<${Recipes} all=${all} fragment=${fragment} images=${images} />`}<//>`;
}

function Recipes({ all, fragment, images }) {
  const found = fitting(all, fragment);
  return html`<${Filters} fragment=${fragment} found=${found.length} all=${all.length} />
    ${found.length === 0 && html`<p class="note">No recipe fits. Use fewer words or another chapter, kind or time; or <a href=${to("catalog",
    "custom")}>train a spec of your own</a>.</p>`}
    ${CHAPTERS.map(([id, title]) => html`<${Chapter} key=${id} title=${title} recipes=${found.filter((recipe) => chapterOf(recipe) === id)} images=${images} />`)}`;
}

function Chapter({ title, recipes, images }) {
  if (!recipes.length) return null;
  const known = Object.keys(KINDS);
  const groups = [...new Set(recipes.map((recipe) => recipe.group))].toSorted((one, other) => known.indexOf(one) - known.indexOf(other));
  const isSame = groups.length === 1 && KINDS[groups[0]] === title;
  return html`<section class="chapter" aria-label=${title}><h2>${title}</h2>
    ${groups.map((group) => html`<div key=${group}>${!isSame && html`<h3>${KINDS[group] || group}</h3>`}
      <ul class="recipes">${recipes.filter((recipe) => recipe.group === group).map((recipe) => html`<${RecipeCard} key=${recipe.id} recipe=${recipe}
      image=${images[recipe.id]} level=${isSame ? "h3" : "h4"} />`)}</ul></div>`)}</section>`;
}
