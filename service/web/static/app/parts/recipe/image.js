// The small image of a recipe: a figure of its whole run or of a short one; where there is none, a drawing of its kind of model. It says which.
import { html } from "../../core/html.js";
import { useData } from "../../core/data.js";
import { KindDrawing } from "./drawing.js";
import { KINDS } from "./kinds.js";

/** Return the images of recipes by id, {} until they are loaded. They are files of the pages, not of the API. */
export const useImages = () => useData("static/recipes/images.json").data || {};

/** @param {object} props recipe: its summary; image: its entry of useImages, undefined without one; lazy: whether it is loaded when it comes into sight. */
export function RecipeImage({ recipe, image, lazy = false }) {
  if (!image) {
    return html`<figure class="recipe-image drawn"><${KindDrawing} group=${recipe.group} />
      <figcaption>a drawing: ${(KINDS[recipe.group] || recipe.group).toLowerCase()}</figcaption></figure>`;
  }
  const said = `${image.title}${image.short_run ? ", of a short run" : ""}`;
  return html`<figure class="recipe-image"><img src=${`static/recipes/${image.file}`} width=${image.width} height=${image.height} alt=""
    loading=${lazy ? "lazy" : null} /><figcaption>${said}</figcaption></figure>`;
}
