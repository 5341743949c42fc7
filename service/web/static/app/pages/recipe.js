// A recipe: the book's figures beside ours, and its spec, to be changed and trained.
import { html, useEffect, useMemo, useState } from "../core/html.js";
import { useData } from "../core/data.js";
import { difference } from "../core/merge_patch.js";
import { to } from "../core/route.js";
import { styles } from "../core/style.js";
import { Heading } from "../parts/bits.js";
import { Loaded } from "../parts/problem.js";
import { AboutRecipe } from "../parts/recipe/about.js";
import { BookFigures } from "../parts/recipe/figures.js";
import { FormChoice, formsOf } from "../parts/recipe/forms.js";
import { TrainSpec } from "../parts/spec/train.js";

await styles("catalog");

export default function RecipePage({ id, fragment }) {
  const recipe = useData(`v1/catalog/${encodeURIComponent(id)}`);
  useEffect(() => { document.title = `${recipe.data?.title || id} - Modelbook`; }, [recipe.data, id]);
  return html`<${Loaded} of=${recipe} label="Loading the recipe" all=${["catalog", "All recipes"]}>${(data) => html`<${Recipe} recipe=${data} fragment=${fragment} />`}<//>`;
}

function Recipe({ recipe, fragment }) {
  const forms = useMemo(() => formsOf(recipe), [recipe]);
  const chosen = forms.find((form) => form.id === fragment.form) || forms[0];
  const [spec, setSpec] = useState(chosen.spec);
  useEffect(() => setSpec(chosen.spec), [chosen]);
  // Sent as a recipe with a patch where that can say it, so that the job knows its recipe.
  const bodyOf = (one, name) => {
    const patch = difference(recipe.spec, one);
    return patch === null ? { spec: one, name: name || recipe.id } : { recipe: recipe.id, patch, name };
  };
  return html`<${Heading} note=${`Recipe ${recipe.id}`} actions=${html`<a class="button second" href=${to("catalog")}>All recipes</a>`}>${recipe.title}<//>
    <div class="stack">
      <div class="columns"><${BookFigures} title=${chosen.title} reported=${chosen.reported} measured=${chosen.measured} /><${AboutRecipe} recipe=${recipe} /></div>
      <${TrainSpec} spec=${spec} onChange=${setSpec} bodyOf=${bodyOf} from=${recipe.spec}><${FormChoice} recipe=${recipe} forms=${forms} chosen=${chosen} /><//>
    </div>`;
}
