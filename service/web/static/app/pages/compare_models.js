// Two models side by side, whichever they are: the fragment's a and b.
import { html, useEffect, useState } from "../core/html.js";
import { useData } from "../core/data.js";
import { setFragment } from "../core/route.js";
import { styles } from "../core/style.js";
import { Heading } from "../parts/bits.js";
import { Comparison } from "../parts/model/comparison.js";

await styles("model");

/** Models that are offered while a reference is typed. */
const N_OFFERED = 200;

export default function CompareModels({ fragment }) {
  const { a = "", b = "" } = fragment;
  useEffect(() => { document.title = `${a && b ? `${a} and ${b}` : "Compare models"} - Modelbook`; }, [a, b]);
  return html`<${Heading} note="Metrics, speed, size, and what differs between their specs.">Compare models<//>
    <${Choice} key=${`${a} ${b}`} a=${a} b=${b} />
    ${a && b ? html`<${Comparison} key=${`${a} ${b}`} a=${a} b=${b} />` : html`<p class="muted">Choose two versions.</p>`}`;
}

function Choice({ a, b }) {
  const [refs, setRefs] = useState({ a, b });
  const models = useData("v1/models", { query: { limit: N_OFFERED } });
  const field = (side, label) => html`<span><label for=${`compare-${side}`}>${label}</label>
    <input id=${`compare-${side}`} list="compare-refs" required placeholder="digits@3" value=${refs[side]} onInput=${(event) => setRefs({ ...refs, [side]: event.target.value.trim() })} /></span>`;
  return html`<form class="filters" onSubmit=${(event) => { event.preventDefault(); setFragment(refs); }}>${field("a", "A")}${field("b", "B")}<button>Compare</button>
    <datalist id="compare-refs">${(models.data?.models || []).map((model) => html`<option key=${model.ref} value=${model.ref}></option>`)}</datalist></form>`;
}
