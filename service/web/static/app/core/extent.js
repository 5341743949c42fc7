// The least and the greatest of numbers.

/** Return [least, greatest] of the numbers among some values; null where there are none. Gaps and what is not finite are passed over. */
export function extentOf(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}
