// What a model is: what it takes and gives, how good it is, where it came from, and what its owner says about it.
import { html } from "../../core/html.js";
import { modelPath, urlOf } from "../../core/api.js";
import { Card } from "../bits.js";
import { Aliases } from "./aliases.js";
import { Annotations } from "./annotations.js";
import { Lineage } from "./lineage.js";
import { isMine } from "./mine.js";
import { Metrics } from "./metrics.js";
import { Origin, Served } from "./made.js";
import { Signature } from "./signature.js";

export function Overview({ model, reload }) {
  const path = modelPath(model.ref);
  const card = html`<a href=${urlOf(`${path}/card`)} target="_blank">Model card</a>`;
  return html`<div class="columns">
    <div class="stack">
      <${Card} title="Takes and gives"><${Signature} signature=${model.signature} /><//>
      <${Card} title="Aliases"><${Aliases} model=${model} reload=${reload} /><//>
      <${Card} title="Tags and notes">
        <${Annotations} about=${`this version, ${model.ref}`} path=${path} tags=${model.tags} note=${model.note} editable=${isMine(model)} reload=${reload} />
        <${Annotations} about=${`all versions of ${model.name}`} path=${modelPath(model.name)} tags=${model.name_tags} note=${model.name_note}
        editable=${isMine(model)} reload=${reload} />
      <//>
    </div>
    <div class="stack">
      <${Card} title="Metrics" actions=${card}><${Metrics} metrics=${model.metrics} /><//>
      <${Card} title="Served"><${Served} model=${model} /><//>
      <${Card} title="Lineage"><${Lineage} model=${model} /><//>
      <${Card} title="Made with"><${Origin} model=${model} /><//>
    </div>
  </div>`;
}
