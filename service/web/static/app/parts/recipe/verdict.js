// How what was measured agrees with the book.
import { html } from "../../core/html.js";

/** By verdict: a mark, a word, the colour, and what it means. */
const VERDICTS = {
  within: ["✓", "agrees", "good", "Every figure is within the allowed difference of the book's."],
  within_spread: ["≈", "agrees by spread", "good", "The book's figures lie between those measured with several seeds."],
  differs: ["≠", "differs", "bad", "A figure differs from the book's by more than is allowed."],
  not_reported: ["–", "no figures", "", "The book reports no figures to compare."],
  shortened: ["◔", "shortened", "warn", "It was run in a shorter form, which is not compared with the book."],
  failed: ["✕", "failed", "bad", "The run failed."],
  not_run: ["○", "not run whole", "", "It was not run whole in the newest reproduction of the book."],
};

export const verdictText = (verdict) => VERDICTS[verdict]?.[3] || "";

/** The verdict as a badge with a mark and a word. */
export function VerdictBadge({ verdict }) {
  const [mark, word, tone, meaning] = VERDICTS[verdict] || ["?", verdict || "unknown", "", ""];
  return html`<span class=${`state ${tone && `tone-${tone}`}`} title=${meaning}><span aria-hidden="true">${mark}</span> ${word}</span>`;
}
