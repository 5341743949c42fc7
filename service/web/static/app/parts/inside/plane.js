// A part of the plane that holds some points, drawn on a square.
import { extentOf } from "../../core/extent.js";

/** Share of the width by which the part is wider than the points on each side. */
const MARGIN = 0.05;

/**
 * Return the part of the plane round points.
 * @param {number[][]} points Pairs [x, y]; those that are not finite are left out.
 * @param {number} side Side of the square, in pixels.
 */
export function planeOf(points, side) {
  const known = points.filter((point) => point.every(Number.isFinite));
  const [left, right] = rangeOf(known.map((point) => point[0]));
  const [low, high] = rangeOf(known.map((point) => point[1]));
  const [width, height] = [right - left, high - low];
  return {
    width,
    height,
    middle: [left + width / 2, low + height / 2],
    pixel: ([x, y]) => [((x - left) / width) * side, (1 - (y - low) / height) * side],
    pointAt: (x, y) => [left + (x / side) * width, low + (1 - y / side) * height],
    clipped: ([x, y]) => [Math.min(Math.max(x, left), right), Math.min(Math.max(y, low), high)],
  };
}

function rangeOf(values) {
  const [least, greatest] = extentOf(values) || [0, 0];
  const [low, high] = greatest > least ? [least, greatest] : [least - 1, greatest + 1];
  const margin = MARGIN * (high - low);
  return [low - margin, high + margin];
}
