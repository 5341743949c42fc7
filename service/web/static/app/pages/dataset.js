// A data set: what is in doubt of it, what is in it, and what can be done with it.
import { html, useEffect } from "../core/html.js";
import { useData } from "../core/data.js";
import { ago, bytes, count } from "../core/format.js";
import { styles } from "../core/style.js";
import { CopyButton, Heading, Tabs } from "../parts/bits.js";
import { Changes } from "../parts/dataset/changes.js";
import { Columns } from "../parts/dataset/columns.js";
import { Doubts } from "../parts/dataset/doubts.js";
import { Keeping } from "../parts/dataset/keeping.js";
import { Preview } from "../parts/dataset/preview.js";
import { Report } from "../parts/dataset/report.js";
import { Figures } from "../parts/figure.js";
import { Loaded } from "../parts/problem.js";
import { contentOf } from "../parts/upload_list.js";

await styles("data");

export default function DataSet({ id, fragment }) {
  const found = useData(`v1/datasets/${encodeURIComponent(id)}`);
  const me = useData("v1/me");
  const name = found.data ? found.data.upload?.name || found.data.title : id;
  useEffect(() => { document.title = `${name} · Modelbook`; }, [name]);
  return html`<${Loaded} of=${found} label="Loading the data set">${(dataset) => html`<${Shown} id=${id} dataset=${dataset} from=${fragment.from} name=${name}
    isOwn=${dataset.upload !== null && dataset.upload.owner === me.data?.owner} onChange=${(upload) => found.setData({ ...dataset, upload })} />`}<//>`;
}

function Shown({ id, dataset, from, name, isOwn, onChange }) {
  const { upload } = dataset;
  const tabs = [
    ["samples", "Samples", () => html`<${Preview} id=${id} dataset=${dataset} />`],
    ["columns", upload?.form === "images" ? "Classes" : "Columns and classes", () => html`<${Columns} id=${id} dataset=${dataset} />`],
    ["figures", "Figures", () => html`<${Figures} path=${`v1/datasets/${id}/plots`} />`],
    ...(upload ? [["reading", "How it was read", () => html`<${Report} upload=${upload} isOwn=${isOwn} />`]] : []),
    ...(isOwn ? [["keeping", "Tags, sharing, deletion", () => html`<${Keeping} upload=${upload} onChange=${onChange} />`]] : []),
  ].filter(([tab]) => tab !== "columns" || dataset.columns || upload?.columns.length || dataset.labels);
  return html`<${Heading} note=${noteOf(dataset)} actions=${html`<${CopyButton} text=${dataset.source} label="Copy the name for specs" />`}>${name}<//>
    ${upload?.note && html`<p class="note">${upload.note}</p>`}
    ${upload?.tags.length > 0 && html`<ul class="chips">${upload.tags.map((tag) => html`<li class="chip" key=${tag}>${tag}</li>`)}</ul>`}
    ${upload && html`<${Doubts} upload=${upload} isOwn=${isOwn} />`}
    ${upload && from && from !== upload.id && html`<${Changes} upload=${upload} from=${from} />`}
    <${Tabs} label="The data set" tabs=${tabs} />`;
}

function noteOf({ upload, title, n_train, n_test, axis, kind }) {
  if (upload) return `${contentOf(upload)}, ${upload.format}, ${bytes(upload.size_bytes)}, ${upload.version > 1 ? `version ${upload.version}, ` : ""}added ${ago(upload.created_at)} by ${upload.owner}`;
  return `${title}: ${count(n_train, axis === "time" ? "step" : "sample")}${n_test ? `, and ${count(n_test, "sample")} to test` : ""}; ${kind}`;
}
