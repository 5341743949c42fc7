// Colours of signed numbers: white is zero, orange below it, blue above.

const BELOW = [213, 94, 0];
const ABOVE = [0, 114, 178];

/** Return the colours of the cells of some rows: the number farthest from zero has the full colour. */
export function signedColours(rows) {
  const most = Math.max(...rows.flat().map(Math.abs)) || 1;
  return (value) => mixed(value < 0 ? BELOW : ABOVE, Math.abs(value) / most);
}

const mixed = (colour, share) => colour.map((channel) => Math.round(255 + share * (channel - 255)));
