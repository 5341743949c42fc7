// A data set: what is in doubt of it, what is in it, and what can be done with it.
import { html, useEffect, useState } from "../core/html.js";
import { urlOf } from "../core/api.js";
import { useData } from "../core/data.js";
import { ago, bytes, count, integer } from "../core/format.js";
import { setFragment } from "../core/route.js";
import { styles } from "../core/style.js";
import { CopyButton, Heading, Tabs } from "../parts/bits.js";
import { Changes } from "../parts/dataset/changes.js";
import { Columns } from "../parts/dataset/columns.js";
import { Doubts } from "../parts/dataset/doubts.js";
import { Keeping } from "../parts/dataset/keeping.js";
import { Params, paramsOf } from "../parts/dataset/params.js";
import { Preview } from "../parts/dataset/preview.js";
import { Report } from "../parts/dataset/report.js";
import { TrainOnThis } from "../parts/dataset/train.js";
import { Figures } from "../parts/figure.js";
import { Loaded } from "../parts/problem.js";
import { contentOf } from "../parts/upload_list.js";

await styles("data");

export default function DataSet({ id, fragment }) {
  const params = paramsOf(fragment);
  const query = Object.keys(params).length ? { data_params: JSON.stringify(params) } : {};
  const [schema, setSchema] = useState(null);
  const found = useData(`v1/datasets/${encodeURIComponent(id)}`, { query });
  useEffect(() => { if (found.data) setSchema(found.data.params); }, [found.data]);
  const me = useData("v1/me");
  const name = found.data ? found.data.upload?.name || found.data.title : id;
  useEffect(() => { document.title = `${name} · Modelbook`; }, [name]);
  return html`${schema && found.data === null && html`<${Params} schema=${schema} params=${params} error=${found.error} />`}
  ${found.error && query.data_params && html`<p><button onClick=${() => setFragment({ params: null })}>Use the default parameters</button></p>`}
  <${Loaded} of=${found} label="Loading the data set" all=${["data", "All data sets"]}>${(dataset) => html`<${Shown} key=${query.data_params} id=${id} dataset=${dataset} params=${params} query=${query} from=${fragment.from} name=${name}
    isOwn=${dataset.upload !== null && dataset.upload.owner === me.data?.owner} onChange=${(upload) => found.setData({ ...dataset, upload })} />`}<//>`;
}

function Shown({ id, dataset, params, query, from, name, isOwn, onChange }) {
  const { upload } = dataset;
  const tabs = [
    ["samples", "Samples", () => html`<${Preview} id=${id} dataset=${dataset} query=${query} />`],
    ["train", "Train on this", () => html`<${TrainOnThis} key=${id} id=${id} dataset=${dataset} params=${params} title=${name} />`],
    ["columns", upload?.form === "images" ? "Classes" : "Columns and classes", () => html`<${Columns} id=${id} dataset=${dataset} query=${query} />`],
    ...(dataset.input_dtype === "str" && !dataset.labels ? [] : [["figures", "Figures", () => html`<${Figures} path=${urlOf(`v1/datasets/${id}/plots`, query)} />`]]),
    ...(upload ? [["reading", "How it was read", () => html`<${Report} upload=${upload} isOwn=${isOwn} />`]] : []),
    ...(isOwn ? [["keeping", "Tags, sharing, deletion", () => html`<${Keeping} upload=${upload} onChange=${onChange} />`]] : []),
  ].filter(([tab]) => tab !== "columns" || dataset.columns || upload?.columns.length || dataset.labels);
  return html`<${Heading} note=${noteOf(dataset)} actions=${html`<${CopyButton} text=${dataset.source} label="Copy the name for specs" /><button onClick=${() => setFragment({ tab: "train" })}>Train on this</button>`}>${name}<//>
    ${upload?.note && html`<p class="note">${upload.note}</p>`}
    ${upload?.tags.length > 0 && html`<ul class="chips">${upload.tags.map((tag) => html`<li class="chip" key=${tag}>${tag}</li>`)}</ul>`}
    ${upload && html`<${Doubts} upload=${upload} isOwn=${isOwn} />`}
    ${upload && from && from !== upload.id && html`<${Changes} upload=${upload} from=${from} />`}
    ${!upload && html`<${Params} schema=${dataset.params} params=${params} />`}
    <${Tabs} label="The data set" tabs=${tabs} />`;
}

function noteOf({ upload, source, n_train, n_test, axis, input_dtype: type }) {
  if (upload) return `${contentOf(upload)}, ${upload.format}, ${bytes(upload.size_bytes)}, ${upload.version > 1 ? `version ${upload.version}, ` : ""}added ${ago(upload.created_at)} by ${upload.owner}`;
  const noun = axis === "time" ? (type === "str" ? "character" : "time step") : "sample";
  return `${count(n_train, noun)}${n_test ? `, and ${integer(n_test)} to test` : ""}; comes with the service as ${source}`;
}
