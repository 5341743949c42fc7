// A model: a frame of tabs about one version of it.
import { html, useEffect } from "../core/html.js";
import { modelPath } from "../core/api.js";
import { useData } from "../core/data.js";
import { ago, words } from "../core/format.js";
import { to } from "../core/route.js";
import { styles } from "../core/style.js";
import { Heading, Tabs } from "../parts/bits.js";
import { Figures } from "../parts/figure.js";
import { Actions } from "../parts/model/actions.js";
import { Lazy } from "../parts/model/lazy.js";
import { AliasMarks } from "../parts/model/marks.js";
import { Overview } from "../parts/model/overview.js";
import { Unknown } from "../parts/model/unknown.js";
import { Loaded } from "../parts/problem.js";

await styles("model");

/** Tabs: id, title, and a function that loads its component, which gets the model and whatever has to be called when it has changed. */
const TABS = [
  ["overview", "Overview", async () => Overview],
  ["preprocessing", "Preprocessing", async () => (await import("../parts/model/preprocessing.js")).Preprocessing],
  ["results", "Results", async () => (await import("../parts/insight/results.js")).Results],
  ["inside", "Inside", async () => (await import("../parts/inside/inside.js")).Inside],
  ["figures", "Figures", async () => ModelFigures],
  ["versions", "Versions", async () => (await import("../parts/model/versions.js")).Versions],
  ["use", "Use it", async () => (await import("../parts/model/use.js")).Use],
];

export default function Model({ reference, fragment }) {
  const model = useData(modelPath(reference));
  useEffect(() => { document.title = `${model.data?.ref || reference} - Modelbook`; }, [reference, model.data]);
  if (model.error?.status === 404 && !model.data) return html`<${Unknown} reference=${reference} error=${model.error} />`;
  return html`<${Loaded} of=${model}>${(data) => html`<${Frame} asked=${reference} model=${data} reload=${model.reload} fragment=${fragment} />`}<//>`;
}

function Frame({ asked, model, reload, fragment }) {
  const tabs = TABS.map(([id, title, load]) => [id, title, () => html`<${Lazy} key=${id} load=${load} model=${model} reload=${reload} fragment=${fragment} />`]);
  return html`<${Heading} actions=${html`<${Actions} model=${model} />`} note=${html`<${Note} asked=${asked} model=${model} />`}>${model.ref}<//>
    <${Tabs} label=${`About ${model.ref}`} tabs=${tabs} />`;
}

const Note = ({ asked, model }) => html`${model.kind ? words(model.kind) : "several outputs"}, trained ${ago(model.created_at)}
  ${asked !== model.ref && html` · this is what <code>${asked}</code> means now: <a href=${to("models", model.ref)}>${model.ref}</a>`} <${AliasMarks}
  aliases=${model.aliases} />`;

const ModelFigures = ({ model }) => html`<${Figures} path=${`${modelPath(model.ref)}/plots`} />`;
