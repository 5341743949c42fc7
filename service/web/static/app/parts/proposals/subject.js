// What a data set is to a model: rows, images, a series or texts; and what of it can be predicted.

/** Fewest pixels of a side of an array that is treated as an image. */
const LEAST_SIDE = 6;
/** Names by which people call what they predict, and what says nothing. */
const TARGET_NAME = /^(target|label|class|kind|species|category|type|outcome|result|y|price)$/i;
const ID_NAME = /^(id|uuid|key|index|row|nr|no|number)$|[_ ]id$/i;
const INPUT_NAME = /^(x|inputs?|images?|features|data)([_-]?train)?$/i;

/** Tell whether raw inputs of a shape are images: an axis each for rows and columns, and one of colours or none. */
export const isImage = (shape) => (shape.length === 2 || (shape.length === 3 && [1, 3].includes(shape[2]))) && shape.slice(0, 2).every((side) => side >= LEAST_SIDE);
export const isNumber = ({ type }) => /^(u?int|float|bool)/.test(type);

/**
 * Return what a data set is to a model.
 * @param {object} dataset The description of GET /v1/datasets/{id}.
 * @param {object} params Parameters of a generator.
 * @returns {object} form: table, rows, images, series, text or texts; columns: those that can be chosen, as they are described; n, hasTest, shape, type, classes of the set itself (or null);
 *   doubted: columns in doubt that cannot be used, doubtedTargets: those that cannot be predicted, isDoubted: whether the whole file is in doubt.
 */
export function subjectOf(dataset, params = {}) {
  const { upload, axis, input_dtype: type, input_shape: shape, n_train: n, n_test: nTest } = dataset;
  const shared = { dataset, params, n, hasTest: nTest > 0, shape, type, columns: [], classes: null, ...doubtsOf(upload?.doubts || []) };
  if (axis === "time") return { ...shared, form: type === "str" ? "text" : "series" };
  if (upload?.form === "table") return { ...shared, form: "table", columns: upload.columns };
  if (upload?.form === "images") return { ...shared, form: "images", isFile: true, classes: upload.classes };
  if (upload) return arraysOf(shared, upload);
  const classes = dataset.labels?.map((value) => ({ value, count: Math.floor(n / dataset.labels.length) })) || null;
  return { ...shared, form: type === "str" ? "texts" : isImage(shape) ? "images" : "rows", classes, hasNumbers: !classes && dataset.target_dtype !== null };
}

function doubtsOf(doubts) {
  const names = (found) => found.map(({ column }) => column).filter(Boolean);
  return { doubted: names(doubts.filter(({ refuses }) => refuses === "use")), doubtedTargets: names(doubts), isDoubted: doubts.some(({ column }) => column === null) };
}

function arraysOf(shared, { columns }) {
  const inputs = columns.find(({ name }) => INPUT_NAME.test(name)) || columns.find(({ shape }) => shape.length > 0) || columns[0];
  const fits = ({ name, shape, n_samples: n }) => name !== inputs.name && shape.length <= 1 && (shape[0] ?? 1) === 1 && n === inputs.n_samples && !/test/i.test(name);
  const form = isImage(inputs.shape) ? "images" : columns.length === 1 && inputs.shape.length === 0 ? "series" : "rows";
  return { ...shared, form, shape: inputs.shape, type: inputs.type, inputs: columns.length > 1 ? inputs.name : null, columns: columns.filter(fits) };
}

/** Return the kinds of prediction that a column can be the target of, the likeliest first. */
export function kindsOfTarget({ type, counts }) {
  if (type === "date") return [];
  if (type === "text" || type.startsWith("bool")) return ["classification"];
  if (type.startsWith("float")) return ["regression"];
  return counts ? ["classification", "regression"] : ["regression", "classification"];
}

/** Return the choices that a form begins with: {kind, targets, leftOut, time, group}. */
export function firstChoice(subject) {
  const leftOut = subject.columns.filter((column) => isUseless(column, subject)).map(({ name }) => name);
  const none = { kind: kindsWithout(subject)[0] || null, targets: [], leftOut, time: null, group: null };
  if (subject.form !== "table") {
    const [target] = subject.columns;
    return target ? { ...none, kind: kindsOfTarget(target)[0], targets: [target.name] } : none;
  }
  const time = subject.columns.find(({ type }) => type === "date");
  const rest = subject.columns.filter((column) => column !== time && !leftOut.includes(column.name));
  if (time && rest.length && rest.every((column) => isNumber(column) && !TARGET_NAME.test(column.name))) return { ...none, kind: "forecasting", time: time.name };
  const target = rest.find(({ name }) => TARGET_NAME.test(name)) || rest.findLast(({ type, counts }) => counts?.length > 1 && type !== "float64") || rest.at(-1);
  return target && rest.length > 1 && kindsOfTarget(target).length ? { ...none, kind: kindsOfTarget(target)[0], targets: [target.name] } : none;
}

/** In doubt, the same in all rows, or an identifier. */
const isUseless = ({ name, type, counts }, { form, doubted }) => doubted.includes(name) || (form === "table" && (counts?.length === 1 || (!counts && ID_NAME.test(name) && !type.startsWith("float"))));

/** Return the kinds of prediction without a column as target, the likeliest first. */
export function kindsWithout({ form, columns, classes, hasNumbers }) {
  if (form === "text") return ["generation"];
  if (form === "series") return ["forecasting"];
  if (form === "table") return columns.some(isNumber) ? ["clustering", "forecasting"] : ["clustering"];
  const own = classes ? ["classification"] : hasNumbers ? ["regression"] : [];
  return form === "texts" ? own : [...own, "clustering"];
}
