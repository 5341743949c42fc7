// Words of the catalog: kinds of models, chapters of the book, times.
import { duration } from "../../core/format.js";

/** Kinds of models, by the group of a recipe. */
export const KINDS = {
  sklearn: "scikit-learn", dense: "Dense networks", cnn: "Convolutional networks", rnn: "Recurrent networks", text: "Text", functional: "Functional models",
};

/** Chapters, with the beginning of the sources of their recipes. */
export const CHAPTERS = [["sklearn", "scikit-learn", "scikit-learn,"], ["keras-1", "Keras, part 1", "Keras part 1,"], ["keras-2", "Keras, part 2",
  "Keras part 2,"], ["beyond", "Beyond the book", ""]];

/** Return the id of the chapter that a recipe is from. */
export const chapterOf = (recipe) => CHAPTERS.find(([, , beginning]) => recipe.source.startsWith(beginning))[0];

/** Longest times to choose from, in minutes. */
export const TIMES = [["1", "up to a minute", 1], ["10", "up to 10 minutes", 10], ["60", "up to an hour", 60]];

export const minutes = (n) => duration(60 * n);
