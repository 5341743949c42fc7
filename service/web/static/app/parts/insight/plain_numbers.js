// An evaluation in plain numbers, for kinds of prediction that have no view of their own, such as those of plug-ins.
import { html } from "../../core/html.js";
import { Card } from "../bits.js";
import { NumbersTable } from "../numbers.js";

/** @param {object} props evaluation: an EvaluationOut, or null. */
export const PlainNumbers = ({ evaluation }) =>
  evaluation && html`<${Card} title=${`Evaluation on the ${evaluation.part} part`}><${NumbersTable} data=${{ numbers: plain(evaluation) }} /><//>`;

/** Return the evaluation without what does not apply. */
const plain = ({ ref, kind, ...fields }) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
