// States and phases of jobs in words, and what can be done in which of them.
const FINAL = new Set(["succeeded", "failed", "cancelled"]);

/** Tell whether a job has ended for good. */
export const isFinal = (state) => FINAL.has(state);

/** States by which lists are filtered, in the order of a job's life. */
export const STATES = ["queued", "running", "paused", "succeeded", "failed", "cancelled"];

/** Tasks of jobs. */
export const TASKS = ["train", "search", "cross_validate", "transform", "batch", "import", "reproduce"];

const PHASES = {
  waiting: "waiting for its turn",
  loading: "loading the data",
  preparing: "preparing the data",
  tracing: "building the network",
  fitting: "training",
  evaluating: "evaluating",
  compiling: "compiling the model",
  predicting: "predicting",
};

/** What a running job does now, in words. */
export const phaseWords = (phase) => PHASES[phase] || phase;
