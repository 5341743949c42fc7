// Data: files to bring, the uploads, and the data sets and generators that the service has.
import { html, useEffect, useState } from "../core/html.js";
import { useData } from "../core/data.js";
import { count, integer } from "../core/format.js";
import { go, to } from "../core/route.js";
import { useSendings } from "../core/sending.js";
import { styles } from "../core/style.js";
import { Card, Heading, Scroll } from "../parts/bits.js";
import { BringFile } from "../parts/bring_file.js";
import { Loaded } from "../parts/problem.js";
import { UploadList } from "../parts/upload_list.js";

await styles("data");

export default function Data() {
  const [awaited, setAwaited] = useState(null);
  const sendings = useSendings();
  const ended = sendings.find((one) => one.id === awaited && one.state === "done");
  useEffect(() => { document.title = "Data · Modelbook"; }, []);
  useEffect(() => { if (ended) go(`/${to("data", ended.dataset)}`); }, [ended]);
  return html`<${Heading} note="Bring a file and see how it was read, or take a data set that is there.">Data<//>
    <div class="stack"><${BringFile} onSent=${setAwaited} />
      <${UploadList} newest=${sendings.find((one) => one.dataset)?.dataset} />
      <${BuiltIn} /></div>`;
}

function BuiltIn() {
  const found = useData("v1/datasets", { query: { limit: 1 } });
  return html`<${Card} title="Data sets and generators of the service"><${Loaded} of=${found}>${({ datasets }) => html`<${Scroll} label="Data sets of the service"><table>
    <thead><tr><th scope="col">Data set</th><th scope="col">Content</th><th scope="col">Targets</th><th scope="col">Name in a spec</th></tr></thead>
    <tbody>${datasets.map((one) => html`<tr key=${one.source}><td><a href=${to("data", one.source)}>${one.title}</a>
      ${isGenerator(one) && html` <span class="chip">generator</span>`}${one.downloads && html` <span class="chip">downloaded at first use</span>`}</td>
      <td>${sizeOf(one)}</td><td>${targetsOf(one)}</td><td><code>${one.source}</code></td></tr>`)}</tbody></table><//>`}<//><//>`;
}

const isGenerator = ({ params }) => Object.keys(params.properties || {}).length > 0;
const sizeOf = ({ axis, input_dtype, n_train, n_test }) => {
  const noun = axis === "time" ? (input_dtype === "str" ? "character" : "time step") : "sample";
  return `${count(n_train, noun)}${n_test ? ` and ${integer(n_test)} to test` : ""}`;
};
const targetsOf = ({ labels, target_dtype, axis }) => {
  if (labels) return count(labels.length, "class", "classes");
  return target_dtype ? "numbers" : axis === "time" ? "what follows" : "none";
};
