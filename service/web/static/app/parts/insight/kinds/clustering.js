// Clusters: the points of each with the centres, how many there are of each, and how well they are apart.
import { html, useMemo } from "../../../core/html.js";
import { integer, number, percent, words } from "../../../core/format.js";
import { Card, Facts } from "../../bits.js";
import { STAR } from "../../marks.js";
import { Missing, NumbersBehind, usePlotNumbers } from "../plots.js";
import { Scatter } from "../scatter.js";
import { SortedTable } from "../table.js";
import { TwoFeatures } from "../two_features.js";

/** What metrics of clusters mean. */
const MEANINGS = {
  silhouette: "Silhouette: 1 where clusters are far apart, 0 where they touch, below 0 where they mix.",
  ari: "ARI: agreement with the true classes, 1 for equal, 0 for chance.",
  inertia: "Inertia: sum of the squared distances to the centres.",
};

export default function Clustering({ model, evaluation, plots }) {
  return html`${
    evaluation?.clustering &&
    html`<${Card} title=${`On the ${evaluation.part} part`}><${Facts} items=${[
      ["samples", integer(evaluation.n_samples)],
      ...Object.entries(evaluation.clustering).map(([name, value]) => [words(name), number(value)]),
    ]} />
      <p class="muted small">${Object.keys(evaluation.clustering)
        .map((name) => MEANINGS[name])
        .filter(Boolean)
        .join(" ")}</p><//>`
  }
    <${Points} plots=${plots} />
    ${model.signature.methods.includes("predict") && html`<${TwoFeatures} model=${model} plots=${plots} />`}`;
}

function Points({ plots }) {
  const { plot, numbers, caption, answer } = usePlotNumbers(plots, "clusters");
  const groups = useMemo(() => numbers && groupsOf(numbers.found), [numbers]);
  if (!groups) return html`<${Missing} plots=${plots} name="clusters">The points of clusters of this data are not drawn.<//>`;
  const clusters = groups.filter((group) => group.cluster !== undefined);
  const drawn = numbers.found.points.length;
  return html`<${Card} title="Clusters"><p class="muted">${caption}</p><div class="columns">
    <div><${Scatter} groups=${groups} xLabel=${numbers.axes[0]} yLabel=${numbers.axes[1]} total=${numbers.n_samples} height=${400} label="Points by cluster." /></div>
    <div><${SortedTable} caption=${`Sizes${drawn < numbers.n_samples ? ", of the points drawn" : ""}`} rows=${clusters} sort=${1} descending=${true} columns=${[
      { title: "Cluster", value: (group) => group.cluster, show: (group) => group.name },
      {
        title: "Samples",
        number: true,
        value: (group) => group.points.length,
        show: (group) => html`<span class="share" style=${{ "--share": `${(100 * group.points.length) / drawn}%` }}>${integer(group.points.length)}</span>`,
      },
      { title: "Share", number: true, value: (group) => group.points.length, show: (group) => percent(group.points.length / drawn) },
      {
        title: "Centre",
        value: (group) => group.cluster,
        show: (group) => (numbers.found.centers[group.cluster] || []).map((value) => number(value, 3)).join(", ") || "–",
      },
    ]} /></div>
  </div><${NumbersBehind} plot=${plot} answer=${answer} /><//>`;
}

/** Groups of points by cluster; -1 is of samples in none. */
function groupsOf({ points, clusters, centers }) {
  const byCluster = new Map();
  points.forEach((point, index) => {
    if (!byCluster.has(clusters[index])) byCluster.set(clusters[index], []);
    byCluster.get(clusters[index]).push(point);
  });
  const groups = [...byCluster.keys()]
    .sort((a, b) => a - b)
    .map((cluster) => ({
      cluster,
      name: cluster < 0 ? "in none" : `cluster ${cluster}`,
      index: Math.max(0, cluster),
      points: byCluster.get(cluster),
      ...(cluster < 0 ? { colour: "--ink-soft", hollow: true } : {}),
    }));
  return centers.length ? [...groups, { name: "centres", index: 7, points: centers, shape: STAR, radius: 9, colour: "--ink" }] : groups;
}
