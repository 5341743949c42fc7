// Proposes specs for a data set: what to predict, and first models that train in seconds and suit the types of its columns. Pure functions, which ask nothing of the service.
import { imageProposals } from "./proposals/images.js";
import { rowProposals } from "./proposals/rows.js";
import { seriesProposals, textProposals } from "./proposals/sequences.js";
import { kindsOfTarget, kindsWithout } from "./proposals/subject.js";

export { firstChoice, isImage, isNumber, kindsOfTarget, kindsWithout, subjectOf } from "./proposals/subject.js";

/** Fewest samples that can be split into what is learned from and what is tested. */
const LEAST = 8;
/** Samples of the rarest class from which both parts get their share of every class. */
const LEAST_OF_CLASS = 4;

/** Return the kinds of prediction that are possible with these targets, the likeliest first. */
export function kindsOf(subject, targets) {
  if (!targets.length) return kindsWithout(subject);
  return targets.length > 1 ? ["regression"] : kindsOfTarget(subject.columns.find(({ name }) => name === targets[0]));
}

/**
 * Return first specs for a choice.
 * @param {object} subject Of `subjectOf`.
 * @param {object} choice Of `firstChoice`, as it was changed; kind null if nothing can be learned.
 * @param {number|null} nLetters Different letters of a text; null while they are not counted.
 * @returns {{proposals: object[], reason: string|null}} proposals: [{title, why, spec}]; if there is none, the reason.
 */
export function proposalsOf(subject, choice, nLetters = null) {
  const reason = reasonAgainst(subject, choice);
  if (reason) return { proposals: [], reason };
  const { kind } = choice;
  if (kind === "generation") return nLetters === null ? { proposals: [], reason: null } : { proposals: textProposals(subject, dataOf(subject, choice), nLetters), reason: null };
  if (kind === "forecasting") return { proposals: seriesProposals(subject, choice, dataOf(subject, choice)), reason: null };
  const output = { kind, units: unitsOf(subject, choice) };
  const propose = subject.form === "images" ? () => imageProposals(subject, dataOf(subject, choice), output) : () => rowProposals(subject, choice, dataOf(subject, choice), output);
  return { proposals: propose(), reason: null };
}

const classesOf = ({ columns, classes }, { targets }) => (targets.length ? columns.find(({ name }) => name === targets[0])?.counts || null : classes);

function unitsOf(subject, choice) {
  if (choice.kind === "classification") return classesOf(subject, choice)?.length ?? null;
  return Math.max(1, choice.targets.length);
}

function reasonAgainst(subject, choice) {
  const { form, n, hasTest, columns, doubtedTargets, isDoubted } = subject;
  if (!choice.kind) return "There is nothing in it that a model could learn.";
  if (form === "texts") return "Texts of their own need a vocabulary and windows: see the recipes for texts in the catalog.";
  if (isDoubted) return "The file is in doubt: settle that above first.";
  if (!hasTest && n < LEAST) return `It has ${n} ${n === 1 ? "sample" : "samples"}; at least ${LEAST} are needed, so that some can be kept for the test.`;
  const inDoubt = choice.targets.find((name) => doubtedTargets.includes(name));
  if (inDoubt) return `Column ${inDoubt} is in doubt: settle it above first.`;
  const isTable = form === "table";
  const inputs = inputsOf(subject, choice);
  const waits = choice.leftOut.find((name) => doubtedTargets.includes(name));
  if (isTable && !inputs.length) return waits ? `Nothing is left to learn from while column ${waits} is in doubt: settle it above first.` : "All columns are left out or are targets: at least one has to be learned from.";
  if (isTable && choice.kind === "forecasting" && !inputs.some(({ type }) => /^(int|float)/.test(type))) return "A series needs a column of numbers.";
  const classes = choice.kind === "classification" ? classesOf(subject, choice) : null;
  if (classes && classes.length < 2) return `There is one class only, ${classes[0]?.value}: at least two are needed to tell them apart.`;
  return null;
}

/** The columns that are learned from. Of rows, groups and times are columns as others are. */
const inputsOf = ({ columns }, { kind, targets, leftOut, group, time }) => {
  const others = kind === "forecasting" ? [group, time] : [];
  return columns.filter(({ name }) => ![...targets, ...leftOut, ...others].includes(name));
};

/** Return the section `data` of a spec. */
function dataOf(subject, choice) {
  const { dataset, params, form, hasTest, columns, inputs } = subject;
  const { kind, targets, leftOut } = choice;
  const data = { source: dataset.source, ...(Object.keys(params).length ? { params } : {}) };
  if (targets.length === 1) data.target = targets[0];
  if (targets.length > 1) data.target_columns = targets;
  if (form === "table" && kind !== "forecasting" && leftOut.length) data.features = inputsOf(subject, choice).map(({ name }) => name);
  if (inputs) data.features = [inputs];
  if (columns.some(({ name, n_missing: n }) => targets.includes(name) && n > 0)) data.drop_missing_target = true;
  if (!hasTest && kind !== "generation") data.split = splitOf(subject, choice);
  return data;
}

function splitOf(subject, choice) {
  if (choice.kind === "forecasting") return { test: 0.2 };
  const counts = choice.kind === "classification" ? classesOf(subject, choice)?.map(({ count }) => count) : null;
  return counts && Math.min(...counts) >= LEAST_OF_CLASS ? { test: 0.25, stratify: true } : { test: 0.25 };
}
