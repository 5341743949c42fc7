// Line charts: uPlot with our colours, at most ten redraws a second, and a table of the numbers for readers of the screen.
import { html, useEffect, useRef } from "../core/html.js";
import { onTheme, seriesColour, seriesDash, token } from "../core/theme.js";
import { vendorStyles } from "../core/style.js";
import { number } from "../core/format.js";
import { logTicks } from "./scale.js";

/** Shortest time between two redraws, in milliseconds. */
const REDRAW_MS = 100;
/** Most lines that are drawn thick. */
const FEW = 12;
/** Distances of the ticks of an axis of whole numbers. */
const WHOLE = steps([1, 2, 5], 0, 12);
/** The same of other axes: up to the largest numbers in single precision, which losses that grow without bound reach. */
const ANY = steps([1, 2, 2.5, 5], -40, 39);
let loading = null;

function steps(of, from, until) {
  return Array.from({ length: until - from }, (_, index) => of.map((one) => Number(`${one}e${from + index}`))).flat();
}

/** Load uPlot and its style sheet once; pages that will draw a chart call it first, so that it comes while their data do. */
export function loadPlot() {
  loading ??= (async () => {
    await vendorStyles("uplot-1.6.32/uPlot.min");
    return (await import("../../vendor/uplot-1.6.32/uPlot.esm.js")).default;
  })();
  return loading;
}

/**
 * A line chart.
 * @param {object} props x: numbers, rising; series: [{name, values (null is a gap), dashed, colour (index), axis ("y" or "right"), points}];
 *   xLabel, yLabel; height in pixels; logY; marks: [{x, label}] vertical lines; onZoom(from, to): called after a range was chosen with the mouse, nulls for all;
 *   legend: false leaves it out; label: what the chart shows, for readers of the screen.
 */
export function Chart(props) {
  const place = useRef(null);
  const chart = useRef(null);
  const latest = useRef(props);
  latest.current = props;
  const key = JSON.stringify([props.series.map((one) => [one.name, one.dashed, one.colour, one.axis, one.points]), props.xLabel, props.yLabel, props.logY, props.height]);
  useEffect(() => {
    let ended = false;
    let plot = null;
    const make = (Plot) => {
      if (ended) return;
      plot?.destroy();
      plot = new Plot(optionsOf(latest, place.current.clientWidth || 600), dataOf(latest.current), place.current);
      chart.current = plot;
    };
    const again = () => loadPlot().then(make);
    again();
    const size = new ResizeObserver(() => plot && plot.setSize({ width: place.current.clientWidth, height: latest.current.height || 260 }));
    size.observe(place.current);
    const stop = onTheme(again);
    return () => { ended = true; size.disconnect(); stop(); plot?.destroy(); chart.current = null; };
  }, [key]);
  useRedraw(chart, props);
  return html`<div class="chart" ref=${place} role="img" aria-label=${`${props.label || "Chart"}. ${spoken(props)}`}></div>`;
}

/** Draw new data at most once per REDRAW_MS; what comes in between is drawn at its end. */
function useRedraw(chart, props) {
  const waiting = useRef({ at: 0, timer: 0, props });
  waiting.current.props = props;
  useEffect(() => {
    const state = waiting.current;
    if (state.timer || !chart.current) return;
    state.timer = setTimeout(() => {
      state.timer = 0;
      state.at = performance.now();
      chart.current?.setData(dataOf(state.props), !state.props.zoomed);
    }, Math.max(0, state.at + REDRAW_MS - performance.now()));
  }, [props.x, props.series, props.marks]);
  useEffect(() => () => clearTimeout(waiting.current.timer), []);
}

const dataOf = ({ x, series }) => [x, ...series.map((one) => one.values)];

/** What the lines show, in words: the last value of each. */
function spoken({ series }) {
  return series.slice(0, 12).map((one) => `${one.name}: ${number(one.values.findLast((value) => value !== null && value !== undefined))}`).join(", ");
}

/** Options of uPlot; hooks ask `latest`, as marks and what a zoom does change with the data. */
function optionsOf(latest, width) {
  const props = latest.current;
  const ink = token("--ink-soft");
  const [line, font] = [token("--line"), "12px system-ui"];
  const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line }, font, labelFont: font, labelSize: 20 };
  const isDashed = (_plot, index) => (dashOf(props.series[index - 1], index - 1).length ? "dashed" : "solid");
  const right = props.series.find((one) => one.axis === "right");
  const values = (_plot, ticks) => ticks.map((tick) => (tick === null ? "" : number(tick)));
  return {
    width,
    height: props.height || 260,
    legend: { show: props.legend ?? true, live: true, markers: { width: 2, fill: () => "transparent", dash: isDashed } },
    cursor: { drag: { x: true, y: false }, bind: { dblclick: (_plot, _target, act) => (event) => { act(event); latest.current.onZoom?.(null, null); } } },
    scales: { x: { time: false }, y: { distr: props.logY ? 3 : 1 }, right: {} },
    axes: [
      { ...axis, label: props.xLabel, ...(props.x.every(Number.isInteger) ? { incrs: WHOLE } : {}) },
      { ...axis, label: props.yLabel, size: 64, incrs: ANY, ...ticksOfValues(props.logY), values },
      ...(right ? [{ ...axis, scale: "right", side: 1, size: 64, grid: { show: false }, label: right.name, values }] : []),
    ],
    series: [{ label: props.xLabel || "x" }, ...props.series.map((one, index) => lineOf(one, index, props.series.length > FEW ? 1 : 2))],
    hooks: { draw: [(plot) => drawMarks(plot, latest.current)], setSelect: [(plot) => zoomed(plot, latest.current)] },
  };
}

const ticksOfValues = (isLog) => (isLog ? { splits: (_plot, _axis, low, high) => logTicks(low, high), filter: (_plot, ticks) => ticks } : {});

const dashOf = (one, index) => (one.dashed ? [6, 4] : seriesDash(one.colour ?? index));

function lineOf(one, index, width) {
  const at = one.colour ?? index;
  return {
    label: one.name,
    stroke: seriesColour(at),
    width,
    dash: dashOf(one, index),
    scale: one.axis === "right" ? "right" : "y",
    spanGaps: false,
    points: { show: one.points ?? undefined, size: 5 },
    value: (_, value) => number(value),
  };
}

function drawMarks(plot, { marks = [] }) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = token("--warn");
  ctx.font = `${12 * devicePixelRatio}px system-ui`;
  ctx.setLineDash([4, 4]);
  for (const mark of marks) {
    const x = plot.valToPos(mark.x, "x", true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(mark.label, x + 4 * devicePixelRatio, bbox.top + 12 * devicePixelRatio);
  }
  ctx.restore();
}

function zoomed(plot, { onZoom }) {
  if (!onZoom || plot.select.width < 2) return;
  onZoom(plot.posToVal(plot.select.left, "x"), plot.posToVal(plot.select.left + plot.select.width, "x"));
}
