// What is looked for in the catalog: words, a chapter, a kind, a time. It stands in the URL.
import { html, useEffect, useState } from "../../core/html.js";
import { count } from "../../core/format.js";
import { setFragment } from "../../core/route.js";
import { chapterOf, CHAPTERS, KINDS, TIMES } from "./kinds.js";

const NONE = { q: null, chapter: null, kind: null, time: null };

/** Return the recipes that fit: every word is in the title, id, source or kind. */
export function fitting(recipes, { q = "", chapter, kind, time }) {
  const asked = q.toLowerCase().split(/\s+/).filter(Boolean);
  const most = TIMES.find(([id]) => id === time)?.[2] ?? Infinity;
  return recipes.filter((recipe) => {
    const text = [recipe.title, recipe.id, recipe.source, KINDS[recipe.group]].join(" ").toLowerCase();
    return asked.every((word) => text.includes(word)) && (!chapter || chapterOf(recipe) === chapter) && (!kind || recipe.group === kind)
      && recipe.expected_minutes <= most;
  });
}

export function Filters({ fragment, found, all }) {
  const [text, setText] = useState(fragment.q || "");
  useEffect(() => setText(fragment.q || ""), [fragment.q]);
  const some = Object.keys(NONE).some((name) => fragment[name]);
  return html`<form class="catalog-filters" role="search" onSubmit=${(event) => event.preventDefault()}>
    <div class="field words"><label for="catalog-q">Find a recipe</label><input id="catalog-q" type="search" value=${text}
    placeholder="such as digits, cluster, LSTM" autocomplete="off"
      onInput=${(event) => { setText(event.target.value); setFragment({ q: event.target.value }); }} /></div>
    <${Choice} name="chapter" label="Chapter" all="all chapters" options=${CHAPTERS} value=${fragment.chapter} />
    <${Choice} name="kind" label="Kind" all="all kinds" options=${Object.entries(KINDS)} value=${fragment.kind} />
    <${Choice} name="time" label="Time" all="any time" options=${TIMES} value=${fragment.time} />
    <p class="found"><span role="status">${found === all ? count(all, "recipe") : `${found} of ${count(all, "recipe")}`}</span> ${some && html`<button
    type="button" class="quiet small" onClick=${() => setFragment(NONE)}>Show all</button>`}</p>
  </form>`;
}

const Choice = ({ name, label, all, options, value = "" }) => html`<div class="field"><label for=${`catalog-${name}`}>${label}</label>
  <select id=${`catalog-${name}`} value=${value} onChange=${(event) => setFragment({ [name]: event.target.value })}><option
  value="">${all}</option>${options.map(([id, title]) => html`<option key=${id} value=${id}>${title}</option>`)}</select></div>`;
