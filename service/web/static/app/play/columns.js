// The columns of a model that takes rows: type, categories, and ranges of the data.

/** Columns up to which a row gets a field for each; longer ones are given as JSON. */
export const MOST_COLUMNS = 100;

/** Return the number of values of a row; null where it may vary. */
export const widthOf = ({ input_shape: shape }) => (shape.every((n) => n !== null) ? shape.reduce((product, n) => product * n, 1) : null);

/**
 * Return the columns of an input.
 * @param {object} model The model; port: the name of its input.
 * @param {object|null} schema JSON Schema of one sample, as GET /v1/models/{ref}/schema has it; null before it is known.
 * @param {object[]} samples Samples of the data.
 * @returns {object[]} {name, text, gap (whether a missing value is taken), categories (null where any are), low, high (null where not known), whole}
 */
export function columnsOf(model, port, schema, samples) {
  const input = model.signature.inputs[port];
  const categories = categoriesOf(model.preprocessing.inputs[port] || [], input.columns);
  return Array.from({ length: widthOf(input) }, (_, index) => {
    const types = typesOf(schema, port, input, index);
    const values = samples.map(({ raw }) => flat(raw.inputs[port])[index]).filter((value) => typeof value === "number");
    return {
      name: input.columns?.[index] ?? String(index),
      text: input.input_dtype === "str" || input.text_columns.includes(index),
      gap: types.includes("null"),
      categories: categories.get(index) || null,
      low: values.length ? Math.min(...values) : null,
      high: values.length ? Math.max(...values) : null,
      whole: values.length > 0 && values.every(Number.isInteger),
    };
  });
}

/** Return the values of a sample's row as one list. */
export const flat = (row) => (Array.isArray(row) ? row.flat(Infinity) : Object.values(row ?? {}));

function typesOf(schema, port, { columns }, index) {
  const own = schema?.properties?.[port] && !schema.anyOf ? schema.properties[port] : schema;
  const named = (own?.anyOf || [own]).find((one) => one?.properties)?.properties?.[columns?.[index]];
  return [named?.type].flat();
}

/** Return the categories that recorded steps know, by column: of steps that see the raw columns. */
function categoriesOf(steps, columns) {
  const found = new Map();
  const first = steps[0];
  for (const { spec, state } of first ? [first, ...(first.state?.pieces_ || [])] : []) {
    if (spec?.step !== "encode_categories" || !state?.categories_) continue;
    (spec.columns || []).forEach((column, at) => found.set(typeof column === "number" ? column : columns?.indexOf(column), state.categories_[at]));
  }
  return found;
}

/** Return what is sent of a cell as it was typed: a number, a text, or null for an empty one. What is no number is sent as it is, and the service says what is wrong. */
export function valueOf(text, { text: isText, categories }) {
  if (text.trim() === "") return null;
  if (categories) return categories.find((category) => String(category) === text) ?? text;
  return isText || !Number.isFinite(Number(text)) ? text : Number(text);
}

/** Return a value as it stands in a field. */
export const typed = (value) => (value === null || value === undefined ? "" : String(isLong(value) ? Number(value.toPrecision(6)) : value));
const isLong = (value) => typeof value === "number" && !Number.isInteger(value);
