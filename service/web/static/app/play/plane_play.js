// The regions of a model of two features, with points of its data; a click is a row.
import { html, useEffect, useMemo } from "../core/html.js";
import { modelPath, post } from "../core/api.js";
import { useLatest } from "../core/latest.js";
import { Card } from "../parts/bits.js";
import { MarkKey } from "../parts/marks.js";
import { ActionError } from "../parts/problem.js";
import { flat } from "./columns.js";
import { FeaturePlane, wider } from "./plane.js";

/** Points along each axis of a surface: some 6,000 predictions. */
export const STEPS = 80;
const REGIONS = ["classification", "clustering"];
const DRAWN = [...REGIONS, "regression"];

/** Load the surface of a model over two ranges; of a model with several targets that of the first. */
export async function surfaceOf(ref, range) {
  const { values, ...more } = await post(`${modelPath(ref)}/surface`, { json: { x: axis(0, range.x), y: axis(1, range.y), method: "predict" } });
  return { ...more, values: Array.isArray(values[0][0]) ? values[0] : values };
}
const axis = (feature, [from, to]) => ({ feature, from, to, steps: STEPS });

export function PlanePlay({ model, port, samples, columns, point, onPoint }) {
  const [output, ...others] = Object.values(model.signature.outputs);
  const drawable = !others.length && DRAWN.includes(output.kind);
  const range = useMemo(() => ({ x: wider([columns[0].low, columns[0].high]), y: wider([columns[1].low, columns[1].high]) }), [model.ref, samples]);
  const { ask, answer, error } = useLatest((ref) => surfaceOf(ref, range));
  useEffect(() => { if (drawable) ask(model.ref); }, [model.ref]);
  const classes = REGIONS.includes(output.kind) ? output.labels : null;
  const points = useMemo(() => samples.map(({ raw }) => {
    const [x, y] = flat(raw.inputs[port]);
    const index = (classes || []).indexOf(Object.values(raw.targets)[0]);
    return { x, y, index: index < 0 ? null : index };
  }), [samples]);
  if (!drawable) return null;
  return html`<${Card} title="The plane"><p class="muted">
    Colours are what the model says at each point${output.target_columns?.length > 1 ? ` of ${output.target_columns[0]}` : ""}${classes ? ", points are rows of the data" : ""}. Click into it for the answer there;
      the fields do the same.</p>
    <${FeaturePlane} range=${range} names=${columns.map(({ name }) => name)} surface=${answer} regions=${REGIONS.includes(output.kind)} points=${points}
      chosen=${point && point.every(Number.isFinite) ? point : null} onPoint=${onPoint}
        label=${`Regions of ${model.ref} over ${columns[0].name} and ${columns[1].name}, with ${points.length} points of the data`} />
    ${classes && html`<${MarkKey} items=${classes.map((name, index) => ({ name: String(name), index }))} />`}<${ActionError} error=${error} /><//>`;
}
