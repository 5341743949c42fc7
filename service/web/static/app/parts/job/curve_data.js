// Curves of a job: thinned ones of the server, with the epochs that its events have told since.
const NO_CURVES = new Set(["epoch", "seconds", "samples_per_second"]);
const namesIn = (line) => Object.keys(line).filter((name) => !NO_CURVES.has(name));

/**
 * Join curves with the epochs after them.
 * @param {{epoch: number[], metrics: Object<string, number[]>}} curves Thinned curves; null is a gap.
 * @param {object[]} lines Epochs as events tell them; those that the curves have already are left out.
 */
export function joined(curves, lines) {
  const last = curves.epoch.at(-1) ?? 0;
  const later = lines.filter((line) => line.epoch > last);
  if (later.length === 0) return curves;
  const names = new Set([...Object.keys(curves.metrics), ...later.flatMap(namesIn)]);
  const none = curves.epoch.map(() => null);
  const metrics = [...names].map((name) => [name, [...(curves.metrics[name] || none), ...later.map((line) => line[name] ?? null)]]);
  return { epoch: [...curves.epoch, ...later.map((line) => line.epoch)], metrics: Object.fromEntries(metrics) };
}

const baseOf = (name) => name.replace(/^val_/, "");
const isLoss = (name) => /(^|_)loss$/.test(name);

/** Return the charts that show some metrics: the losses in one, each other metric with its validation in one. */
export function chartsOf(names) {
  const charts = new Map();
  for (const name of names.filter((one) => one !== "learning_rate")) {
    const title = isLoss(name) ? "loss" : baseOf(name);
    charts.set(title, [...(charts.get(title) || []), name]);
  }
  return [...charts].sort(([a], [b]) => (b === "loss") - (a === "loss")).map(([title, all]) => ({ title, names: all.sort() }));
}

/** Return the lines of a chart: a metric and its validation have one colour, the validation is dashed. */
export function linesOf(names, metrics) {
  const bases = [...new Set(names.map(baseOf))].sort((a, b) => a.length - b.length);
  return names.map((name) => ({ name, values: metrics[name], colour: bases.indexOf(baseOf(name)), dashed: name !== baseOf(name) }));
}

/** Return where a job's loss became NaN or infinite, as its error says: {name, what, epoch}; null if it did not. */
export function divergence(error) {
  const found = /(\w+) became (NaN|infinite) at epoch (\d+)/.exec(error || "");
  return found && { name: found[1], what: found[2], epoch: Number(found[3]) };
}

/** Return curves with an empty epoch at their end, where a loss was not finite, so that the gap is seen. */
export function withGap(curves, diverged) {
  if (!diverged || (curves.epoch.at(-1) ?? 0) >= diverged.epoch) return curves;
  const metrics = Object.entries(curves.metrics).map(([name, values]) => [name, [...values, null]]);
  return { epoch: [...curves.epoch, diverged.epoch], metrics: Object.fromEntries(metrics.length ? metrics : [[diverged.name, [null]]]) };
}
