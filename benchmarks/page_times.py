"""Scripts that time a page from within: when canvases are drawn, which tasks take long, when something is there."""

#: Notes each drawing of a canvas and each long task.
INSTRUMENTS = """
window.measured = { draws: [], tasks: [] };
const note = (list) => measured.tasks.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration })));
new PerformanceObserver(note).observe({ type: "longtask", buffered: true });
for (const name of ["clearRect", "fillText"]) {
  const own = CanvasRenderingContext2D.prototype[name];
  CanvasRenderingContext2D.prototype[name] = function (...values) { measured.draws.push(performance.now()); return own.apply(this, values); };
}
"""

#: Gives a chart new data again and again, and returns the milliseconds between its redraws.
REDRAWS = """async ([everyMs, longMs]) => {
  const base = document.baseURI;
  const { html, render } = await import(new URL("static/app/core/html.js", base));
  const { Chart } = await import(new URL("static/app/parts/chart.js", base));
  const place = document.querySelector("main").appendChild(document.createElement("div"));
  const x = Array.from({ length: 2000 }, (_, i) => i);
  const series = () => [{ name: "loss", values: x.map(Math.random) }];
  const show = () => render(html`<${Chart} x=${[...x]} series=${series()} xLabel="epoch" label="Chart" />`, place);
  show();
  while (measured.draws.length === 0) { await new Promise((done) => setTimeout(done, 20)); }
  await new Promise((done) => setTimeout(done, 500));
  const begin = performance.now();
  while (performance.now() - begin < longMs) { show(); await new Promise((done) => setTimeout(done, everyMs)); }
  // One redraw clears the canvas and writes its labels: what lies near together is one.
  const starts = measured.draws.filter((at, i, all) => at > begin && (i === 0 || at - all[i - 1] > 20));
  return starts.slice(1).map((at, i) => at - starts[i]);
}"""


def until(ready: str, asked: str = "") -> str:
    """Return a script that gives the milliseconds from a request to the frame after something is there, and the longest task until a second later.

    Args:
        ready: Expression that is true once it is there.
        asked: Part of the URL of the request; empty for that of the page.
    """
    return f"""async () => {{
  while (!({ready})) await new Promise(requestAnimationFrame);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const end = performance.now();
  const request = "{asked}" ? performance.getEntriesByType("resource").find(({{ name }}) => name.includes("{asked}")) : null;
  const start = request ? request.startTime : 0;
  await new Promise((done) => setTimeout(done, 1000));
  const longest = Math.max(0, ...measured.tasks.filter((task) => task.startTime >= start).map(({{ duration }}) => duration));
  return {{ ms: end - start, longest }};
}}"""
