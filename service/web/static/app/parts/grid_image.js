// Values over a grid of two features as colours: a class by its colour made paler, a number by its shade.
import { cividis, seriesColour, token } from "../core/theme.js";
import { imageOf } from "./pixels.js";

/** Share of the colour of a class in that of its region: the marks of samples have to stand out. */
const PALE = 0.42;

const rgb = (text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));

/** Return the colour of the region of a class by its index, of -1 (in no cluster) and null (no value) a grey. */
export function regionColour(index) {
  const [colour, ground] = [rgb(index === null || index < 0 ? token("--ink-soft") : seriesColour(index)), rgb(token("--surface"))];
  return colour.map((value, channel) => Math.round(PALE * value + (1 - PALE) * ground[channel]));
}

/** Return the colours of numbers in a range; null is grey. */
export const shadesOf = ([low, high]) => (value) => (value === null ? [128, 128, 128] : cividis((value - low) / (high - low || 1)));

/**
 * Draw a value at each point of a grid as a rectangle.
 * @param {CanvasRenderingContext2D} context
 * @param {object} scale x and y give pixels.
 * @param {{x: [number, number], y: [number, number]}} view What the grid was asked for; another one is shown where it belongs.
 * @param {any[][]} rows Values, the lowest row first.
 * @param {function} colourOf Gives [red, green, blue] of a value.
 */
export function drawGrid(context, scale, view, rows, colourOf) {
  const known = new Map();
  const colour = (value) => {
    if (!known.has(value)) known.set(value, colourOf(value));
    return known.get(value);
  };
  const small = new OffscreenCanvas(rows[0].length, rows.length);
  small.getContext("2d").putImageData(imageOf([...rows].reverse(), colour), 0, 0);
  context.imageSmoothingEnabled = false;
  const [left, right, top, bottom] = [scale.x(view.x[0]), scale.x(view.x[1]), scale.y(view.y[1]), scale.y(view.y[0])];
  context.drawImage(small, left, top, right - left, bottom - top);
}
