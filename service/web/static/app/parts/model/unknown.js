// The page of a model that does not exist: what the API says, and models of similar names.
import { html } from "../../core/html.js";
import { useData } from "../../core/data.js";
import { to } from "../../core/route.js";
import { Card, Heading } from "../bits.js";
import { Problem } from "../problem.js";

/** Models of which similar names are sought: a page of the list. */
const N_SOUGHT = 200;
const N_SHOWN = 8;

export function Unknown({ reference, error }) {
  const name = reference.split(/[@:]/)[0];
  const known = useData("v1/models", { query: { limit: N_SOUGHT } });
  const similar = (known.data?.models || [])
    .map((model) => [distance(name, model.name), model]).filter(([far]) => far <= Math.max(2, name.length / 2))
    .sort((a, b) => a[0] - b[0]).slice(0, N_SHOWN).map(([, model]) => model);
  return html`<${Heading} actions=${html`<a class="button" href=${to("models")}>All models</a>`}>No model ${reference}<//>
    <${Problem} error=${error} />
    ${similar.length > 0 && html`<${Card} title="Similar names"><ul>
    ${similar.map((model) => html`<li key=${model.ref}><a href=${to("models", model.ref)}>${model.ref}</a></li>`)}</ul><//>`}
    ${known.data?.models.length === 0 && html`<p>There are no models yet: <a href=${to("catalog")}>train a recipe</a>.</p>`}`;
}

/** Return how far two names are apart: the fewest changes of a letter, less where one begins with the other. */
export function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length] - (a.startsWith(b) || b.startsWith(a) ? Math.max(a.length, b.length) : 0);
}
