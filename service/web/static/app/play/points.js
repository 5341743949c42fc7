// Points of your own: clicked into a plane by class, sent as a small data set, and a classifier trained on them whose regions appear.
import { html, useEffect, useMemo, useRef, useState } from "../core/html.js";
import { post, upload } from "../core/api.js";
import { useAction, useData } from "../core/data.js";
import { useLatest } from "../core/latest.js";
import { count } from "../core/format.js";
import { to } from "../core/route.js";
import { Card, Progress } from "../parts/bits.js";
import { MarkKey } from "../parts/marks.js";
import { ActionError, Problem } from "../parts/problem.js";
import { FeaturePlane } from "./plane.js";
import { surfaceOf } from "./plane_play.js";

const RANGE = { x: [-1, 1], y: [-1, 1] };
const CLASSES = ["A", "B", "C", "D", "E"];
const ESTIMATORS = [
  ["SVC", "Support vector machine"], ["KNeighborsClassifier", "Nearest neighbours"], ["DecisionTreeClassifier", "Decision tree"],
  ["RandomForestClassifier", "Random forest"], ["LogisticRegression", "Logistic regression"], ["GaussianNB", "Naive Bayes"],
];
/** Seconds between two looks at the job: it takes some. */
const EVERY_S = 0.5;
const ENDED = ["succeeded", "failed", "cancelled"];

export function PointsPlay() {
  const [points, setPoints] = useState([]);
  const [chosen, setChosen] = useState(0);
  const [estimator, setEstimator] = useState(ESTIMATORS[0][0]);
  const [live, setLive] = useState(false);
  const { train, busy, error, job, ended, progress, surface } = useTrained();
  const add = ([x, y]) => setPoints((old) => [...old, { x: Number(x.toPrecision(4)), y: Number(y.toPrecision(4)), index: chosen }]);
  const used = new Set(points.map(({ index }) => index)).size;
  const last = useRef(null);
  const begin = () => { last.current = [points, estimator]; train(points, estimator); };
  useEffect(() => {
    const same = last.current?.[0] === points && last.current[1] === estimator;
    if (live && !same && !busy && ended && used >= 2) begin();
  }, [live, points, estimator, busy, ended]);
  const names = useMemo(() => CLASSES.slice(0, Math.max(3, ...points.map(({ index }) => index + 1))), [points]);
  return html`<div class="columns"><${Card} title="Your points">
      <fieldset class="classes"><legend>Class of the next points</legend>${CLASSES.map((name, index) => html`<label key=${name}>
        <input type="radio" name="class" checked=${index === chosen} onChange=${() => setChosen(index)} /> ${name}</label>`)}</fieldset>
      <${FeaturePlane} range=${RANGE} names=${["x", "y"]} surface=${surface && asClasses(surface)} regions points=${points} chosen=${null} onPoint=${add}
        label=${`Plane with ${count(points.length, "point")} of yours${surface ? ` and the regions of ${surface.model}` : ""}; the fields below add points, too`} />
      <${MarkKey} items=${names.map((name, index) => ({ name, index }))} />
      <${AddByKeys} onPoint=${add} />
      <p class="actions"><button class="second" disabled=${!points.length} onClick=${() => setPoints(points.slice(0, -1))}>Undo</button>
        <button class="second" disabled=${!points.length} onClick=${() => setPoints([])}>Clear</button></p><//>
    <${Card} title="A model of them"><p>Click some points of each class into the plane, and see where a classifier draws the line.</p>
      <div class="field"><label for="estimator">Kind of classifier</label><select id="estimator" value=${estimator}
        onChange=${(event) => setEstimator(event.target.value)}>${ESTIMATORS.map(([name, title]) => html`<option key=${name} value=${name}>${title}</option>`)}</select>
          </div>
      <p class="actions"><button onClick=${begin} disabled=${busy || !ended || used < 2}>Train on my points</button>
        <label class="check"><input type="checkbox" checked=${live} onChange=${(event) => setLive(event.target.checked)} /> again after each change</label></p>
      ${used < 2 && html`<p class="muted small">It needs points of two classes at least.</p>`}<${ActionError} error=${error} />
      ${job?.state === "failed" && html`<${Problem} title="The job failed" detail=${job.error} />`}
      ${!ended && html`<p role="status">It is trained …</p><${Progress} value=${progress} label="Training" />`}
      ${surface && html`<p role="status">The colours are what <a href=${to("play", surface.model)}>${surface.model}
        </a> says at each point. Change your points, or the kind, and train again.</p>`}
      ${job && html`<p><a href=${to("jobs", job.id)}>The job</a></p>`}<//></div>`;
}

/** Train on points: the newest job, whether it has ended, and the surface of the newest model, which stays until there is another. */
function useTrained() {
  const [id, setId] = useState(null);
  const [ended, setEnded] = useState(true);
  const { data: job } = useData(id && `v1/jobs/${id}`, { everyS: ended ? 0 : EVERY_S });
  const [train, { busy, error }] = useAction(async (points, estimator) => { setId((await submitted(points, estimator)).id); setEnded(false); });
  const drawing = useLatest((ref) => surfaceOf(ref, RANGE));
  useEffect(() => {
    if (!ENDED.includes(job?.state)) return;
    setEnded(true);
    if (job.model) drawing.ask(job.model);
  }, [job?.id, job?.state]);
  return { train, busy, error: error || drawing.error, job, ended, progress: job?.progress, surface: drawing.answer };
}

/** Return a surface whose values are positions among the classes of this page, not among the labels of the model, which may lack some. */
const asClasses = ({ labels, values, model }) => ({ model, values: values.map((row) => row.map((value) => (value === null ? null : CLASSES.indexOf(labels[value])))) });

/** Send the points as a data set, and submit a job that trains on them. */
async function submitted(points, estimator) {
  const lines = ["x,y,class", ...points.map(({ x, y, index }) => `${x},${y},${CLASSES[index]}`)];
  const form = new FormData();
  form.append("file", new File([`${lines.join("\n")}\n`], "points.csv", { type: "text/csv" }));
  const { source } = await upload("v1/datasets", { body: form });
  return post("v1/jobs", { json: { name: "my-points", spec: { data: { source, target: "class" }, model: { kind: "sklearn", steps: [{ estimator }] } } } });
}

function AddByKeys({ onPoint }) {
  const [at, setAt] = useState({ x: "0", y: "0" });
  const numbers = [Number(at.x), Number(at.y)];
  const field = (name) => html`<label>${name} <input type="number" min="-1" max="1" step="0.05" value=${at[name]}
    onInput=${(event) => setAt({ ...at, [name]: event.target.value })} /></label>`;
  return html`<p class="actions">${field("x")}${field("y")}<button class="second" disabled=${!numbers.every((value) => Math.abs(value) <= 1)}
    onClick=${() => onPoint(numbers)}>Add the point</button></p>`;
}
