// Aliases and tags, as small marks that lead to the models that have them.
import { html } from "../../core/html.js";
import { to } from "../../core/route.js";

const Marks = ({ names, what }) => (names.length ? html`<span class="marks">
  ${[...new Set(names)].map((name) => html`<a key=${name} class=${`mark ${what}`} href=${`${to("models")}#${what}=${encodeURIComponent(name)}`}>${name}</a>`)}
  </span>` : null);

export const AliasMarks = ({ aliases }) => html`<${Marks} names=${aliases} what="alias" />`;
export const TagMarks = ({ tags }) => html`<${Marks} names=${tags} what="tag" />`;
