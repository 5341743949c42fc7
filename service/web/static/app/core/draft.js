// A spec that another page gives to the editor at /catalog/custom. It is kept for this tab, so a reload loses nothing.
import { go } from "./route.js";

const KEY = "modelbook.draft";

/**
 * Open the editor with a spec.
 * @param {object} draft spec: the spec; name: proposed name of the model; origin: where it is from, in a few words; href: relative link to that page.
 */
export function openSpec({ spec, name = "", origin = "", href = "" }) {
  keepDraft({ spec, name, origin, href });
  go("/catalog/custom");
}

/** Return the draft of this tab; null without one. */
export function readDraft() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/** Keep a draft for this tab. */
export function keepDraft(draft) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch { /* A browser without storage loses the draft at a reload only. */ }
}
