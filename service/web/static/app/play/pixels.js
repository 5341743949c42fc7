// Shades of images as lists of rows, and the layout of MNIST's digits: 20 pixels along the longer edge, center of mass in the middle of 28 x 28.

/** Pixels along the longer edge of a digit of MNIST, and the edge of its image. */
const DIGIT = 20;
const EDGE = 28;
/** Shades up to this one count as background where a digit is cut out. */
const FAINT = 10;

/** An image of one shade a pixel, from 0 (black) to 255. */
export class Grey {
  constructor(width, height, shades = new Uint8ClampedArray(width * height)) {
    Object.assign(this, { width, height, shades });
  }

  /** Return the shades of a canvas by ITU-R 601, as the server's. */
  static of(canvas) {
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d", { willReadFrequently: true }).getImageData(0, 0, width, height);
    const grey = new Grey(width, height);
    for (let index = 0; index < grey.shades.length; index += 1) grey.shades[index] = 0.299 * data[4 * index] + 0.587 * data[4 * index + 1] + 0.114 * data[4 * index + 2];
    return grey;
  }

  /** Return the nested list that the API takes. */
  rows() {
    return Array.from({ length: this.height }, (_, y) => Array.from(this.shades.subarray(y * this.width, (y + 1) * this.width)));
  }

  /** Return the part within a box, resized: each new pixel is the mean of those that it covers. */
  resized(width, height, { left, top, right, bottom } = { left: 0, top: 0, right: this.width, bottom: this.height }) {
    const small = new Grey(width, height);
    const [wide, high] = [(right - left) / width, (bottom - top) / height];
    for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) small.shades[y * width + x] = this.mean(left + x * wide, top + y * high, wide, high);
    return small;
  }

  /** Return the mean shade of a rectangle, whose edge pixels count by how much of them it covers. */
  mean(left, top, wide, high) {
    let [sum, area] = [0, 0];
    for (let y = Math.floor(top); y < Math.min(Math.ceil(top + high), this.height); y += 1) {
      const tall = Math.min(y + 1, top + high) - Math.max(y, top);
      for (let x = Math.floor(left); x < Math.min(Math.ceil(left + wide), this.width); x += 1) {
        const part = tall * (Math.min(x + 1, left + wide) - Math.max(x, left));
        sum += part * this.shades[y * this.width + x];
        area += part;
      }
    }
    return area ? sum / area : 0;
  }

  /** Return the smallest box with all that is not background; null for an empty image. */
  box() {
    let [left, top, right, bottom] = [this.width, this.height, 0, 0];
    for (let y = 0; y < this.height; y += 1) for (let x = 0; x < this.width; x += 1) {
      if (this.shades[y * this.width + x] <= FAINT) continue;
      [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + 1), Math.max(bottom, y + 1)];
    }
    return right > left ? { left, top, right, bottom } : null;
  }

  /** Return the index of the center of mass, [x, y]. */
  center() {
    let [sum, atX, atY] = [0, 0, 0];
    this.shades.forEach((shade, index) => { sum += shade; atX += shade * (index % this.width); atY += shade * Math.floor(index / this.width); });
    return sum ? [atX / sum, atY / sum] : [this.width / 2, this.height / 2];
  }
}

/** Return a digit, white on black, in the layout of MNIST's. */
export function asDigit(grey) {
  const box = grey.box();
  const whole = new Grey(EDGE, EDGE);
  if (!box) return whole;
  const scale = DIGIT / Math.max(box.right - box.left, box.bottom - box.top);
  const small = grey.resized(Math.max(1, Math.round((box.right - box.left) * scale)), Math.max(1, Math.round((box.bottom - box.top) * scale)), box);
  const [atX, atY] = small.center();
  const [left, top] = [placed(atX, small.width), placed(atY, small.height)];
  for (let y = 0; y < small.height; y += 1) for (let x = 0; x < small.width; x += 1) whole.shades[(top + y) * EDGE + left + x] = small.shades[y * small.width + x];
  return whole;
}

/** Return where a digit begins so that its center of mass is in the middle, as far as all of it stays inside. */
const placed = (center, size) => Math.min(Math.max(Math.round(EDGE / 2 - center), 0), EDGE - size);

/** Return the ink of a photograph as white on black: the paper is what its border shows, and Otsu's threshold separates the two. */
export function inkOf(grey) {
  const shades = border(grey) > 127 ? grey.shades.map((shade) => 255 - shade) : grey.shades.slice();
  const limit = otsu(shades);
  const ink = shades.filter((shade) => shade > limit);
  const white = ink.reduce((sum, shade) => sum + shade, 0) / ink.length || 255;
  return new Grey(grey.width, grey.height, shades.map((shade) => (shade > limit ? (255 * shade) / white : 0)));
}

/** Return the mean shade of an image's border. */
export function border({ width, height, shades }) {
  let [sum, n] = [0, 0];
  shades.forEach((shade, index) => {
    const [x, y] = [index % width, Math.floor(index / width)];
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) { sum += shade; n += 1; }
  });
  return sum / n;
}

/** Return the shade that separates an image's two groups of shades best (Otsu 1979): the one with the largest variance between them. */
function otsu(shades) {
  const counts = new Float64Array(256);
  shades.forEach((shade) => { counts[shade] += 1; });
  const total = counts.reduce((sum, count, shade) => sum + shade * count, 0);
  let [best, limit, n, sum] = [-1, 0, 0, 0];
  for (let shade = 0; shade < 255; shade += 1) {
    n += counts[shade];
    sum += shade * counts[shade];
    const rest = shades.length - n;
    if (!n || !rest) continue;
    const between = n * rest * (sum / n - (total - sum) / rest) ** 2;
    if (between > best) [best, limit] = [between, shade];
  }
  return limit;
}
