// The one figure of a recipe that stands on its card.
import { number, words } from "../../core/format.js";

/** Figures by how much they say about the result. */
const PREFERRED = ["best_score", "test_accuracy", "val_accuracy", "mean_score", "accuracy", "test_rmse", "train_r2", "train_silhouette",
  "explained_variance_1", "val_loss", "loss", "slope", "n_candidates", "parameters"];

/** Return the reported result as [name, value]; null where the book reports none that is one number. */
export function headline(reported) {
  const name = PREFERRED.find((one) => typeof reported[one] === "number");
  return name ? [words(name), number(reported[name])] : null;
}
