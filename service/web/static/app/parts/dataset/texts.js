// Texts: how they begin, and their letters and words.
import { html, useEffect, useState } from "../../core/html.js";
import { get } from "../../core/api.js";
import { useData } from "../../core/data.js";
import { integer } from "../../core/format.js";
import { Bars } from "../bars.js";
import { Card, Facts } from "../bits.js";
import { Loaded, Problem } from "../problem.js";
import { Samples } from "./samples.js";

/** Characters that are shown of one long text, and of a request for them. */
const SHOWN = 600;
const A_REQUEST = 100;
/** How a character is named that is not seen. */
const NAMED = { " ": "blank", "\n": "line end", "\t": "tab" };

/** @param {object} props id, dataset, query: as of Samples. */
export const Texts = ({ id, dataset, query }) => (dataset.axis === "time"
  ? html`<${Beginning} id=${id} n=${dataset.n_train} query=${query} /><${Symbols} id=${id} query=${query} />`
  : html`<${Samples} id=${id} dataset=${dataset} query=${query} size=${5} noun="Texts">${({ samples }) => samples.map(({ index, input, target }) => html`<${Card} key=${index} title=${target === null ? `Text ${index}` : `${index}: ${target}`}>
      <p class="sample-text" tabindex="0">${input}</p><//>`)}<//><${Symbols} id=${id} query=${query} />`);

function Beginning({ id, n, query }) {
  const [text, setText] = useState(null);
  const [error, setError] = useState(null);
  useEffect(() => {
    const begins = Array.from({ length: Math.ceil(Math.min(SHOWN, n) / A_REQUEST) }, (_, index) => index * A_REQUEST);
    Promise.all(begins.map((from) => get(`v1/datasets/${id}/preview`, { query: { from, n_samples: A_REQUEST, ...query } })))
      .then((pages) => setText(pages.flatMap(({ samples }) => samples.map(({ input }) => input)).join("")), setError);
  }, [id]);
  if (error) return html`<${Problem} error=${error} />`;
  return html`<pre class="sample-text" tabindex="0" aria-label="Beginning of the text">${text ?? "…"}${text && n > SHOWN ? " …" : ""}</pre>`;
}

function Symbols({ id, query }) {
  const counts = useData(`v1/datasets/${id}/symbols`, { query: { most: 15, ...query } });
  return html`<${Loaded} of=${counts} label="Counting letters and words">${({ letters, words, n_characters: n, complete }) => html`
    <${Facts} items=${[["Characters", integer(n)], ["Different characters", integer(letters.n_distinct)], ["Words and marks", integer(words.n_symbols)], ["Different ones", integer(words.n_distinct)]]} />
    ${!complete && html`<p class="note">Only the beginning was counted.</p>`}
    <div class="columns"><${Bars} title="Most frequent characters" items=${itemsOf(letters)} share=${false} /><${Bars} title="Most frequent words and marks" items=${itemsOf(words)} share=${false} /></div>`}<//>`;
}

const itemsOf = ({ most_frequent: symbols }) => symbols.map(({ symbol, count }) => ({ label: NAMED[symbol] || symbol, count }));
