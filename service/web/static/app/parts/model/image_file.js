// Images as files: arrays of shades are drawn, and given as PNG.

/** Tell whether a value is an image as an array: rows of shades, or of pixels with 1 or 3 channels. */
export function isShades(value) {
  const row = Array.isArray(value) && value.length > 1 && Array.isArray(value[0]) ? value[0] : null;
  return row !== null && row.length > 1 && (typeof row[0] === "number" || (Array.isArray(row[0]) && [1, 3].includes(row[0].length) && typeof row[0][0] === "number"));
}

/** Draw an image of shades from `low` to `high` on a new canvas, a pixel for each. */
export function drawnShades(value, low = 0, high = 255) {
  const [height, width] = [value.length, value[0].length];
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  value.flat().forEach((pixel, index) => {
    for (let channel = 0; channel < 3; channel += 1) {
      const shade = Array.isArray(pixel) ? pixel[pixel.length === 3 ? channel : 0] : pixel;
      image.data[4 * index + channel] = Math.round((255 * (shade - low)) / (high - low || 1));
    }
    image.data[4 * index + 3] = 255;
  });
  context.putImageData(image, 0, 0);
  return canvas;
}

/** Return an entry of `inputs` that is an image as a PNG file in base64; null where it is none. */
export function pngOf(entry) {
  if (typeof entry === "string" && entry.startsWith("data:image/png;base64,")) return entry.slice(entry.indexOf(",") + 1);
  return isShades(entry) ? drawnShades(entry).toDataURL("image/png").split(",")[1] : null;
}
