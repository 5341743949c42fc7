// A job as it is now: loaded, polled while it is not final, and followed by its events.
import { useEffect, useReducer, useRef, useState } from "../../core/html.js";
import { useData, useEvents } from "../../core/data.js";
import { isFinal } from "./states.js";

/** Shortest time between two drawings of what events say, in milliseconds: some jobs end a hundred epochs a second. */
const REDRAW_MS = 150;
/** Seconds after which a job that is not final is asked for again: phase, time left and position in the queue have no events. */
const POLL_S = 2;

/**
 * Follow a job.
 * @param {string} id Id of the job.
 * @returns {{job: object, feed: {log: object[], samples: object[], epochs: object[], progress: object|null, restarts: number}, connection: string}}
 *   `job` as useData returns it; `feed`: what its events said.
 */
export function useLiveJob(id) {
  const [ended, setEnded] = useState(false);
  const job = useData(`v1/jobs/${id}`, { everyS: ended ? 0 : POLL_S });
  const feed = useRef(null);
  feed.current ??= { log: [], samples: [], epochs: [], progress: null, restarts: 0 };
  const draw = useDrawnLater();
  const known = job.data !== null;
  const connection = useEvents(known ? `v1/jobs/${id}/events` : null, handlers(feed.current, draw, job.reload));
  useEffect(() => { if (job.data) setEnded(isFinal(job.data.state)); }, [job.data]);
  return { job, feed: feed.current, connection };
}

/** Return a function that draws the component again, at most once per REDRAW_MS. */
function useDrawnLater() {
  const [, draw] = useReducer((n) => n + 1, 0);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => { timer.current ||= setTimeout(() => { timer.current = 0; draw(); }, REDRAW_MS); };
}

function handlers(feed, draw, reload) {
  const note = (event, kind, text) => { feed.log.push({ id: event.lastEventId, kind, text }); draw(); };
  return {
    state: (data, event) => { note(event, "state", [data.state, data.worker && `on ${data.worker}`, data.reason, data.error].filter(Boolean).join(": ")); feed.progress = null; reload(); },
    log: (data, event) => note(event, "log", data.message),
    model: (data, event) => { note(event, "model", `registered ${data.model}`); reload(); },
    sample: (data) => { feed.samples.push(data); draw(); },
    progress: (data) => { feed.progress = data; draw(); },
    trial: () => draw(),
    epoch: (data) => { addEpoch(feed, data); draw(); },
  };
}

/** Add an epoch; a job that begins anew gives the first ones again. */
function addEpoch(feed, line) {
  const last = feed.epochs.at(-1);
  if (last && line.epoch <= last.epoch) {
    feed.epochs = feed.epochs.filter((one) => one.epoch < line.epoch);
    feed.restarts += 1;
  }
  feed.epochs.push(line);
}
