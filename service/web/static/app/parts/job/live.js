// A job as it is now: loaded, polled while it is not final, and followed by its events from now on.
import { useEffect, useReducer, useRef, useState } from "../../core/html.js";
import { useData, useEvents } from "../../core/data.js";
import { isFinal } from "./states.js";

/** Shortest time between two drawings of what events say, in milliseconds: some jobs end a hundred epochs a second. */
const REDRAW_MS = 150;
/** Seconds after which a job that is not final is asked for again: phase, time left and position in the queue have no events. */
const POLL_S = 2;
/** Most epochs that are kept of the stream: what is older comes with the curves. */
const MOST = 2000;

/**
 * Follow a job.
 * @param {string} id Id of the job.
 * @returns {{job: object, feed: {log: object[], samples: object[], epochs: object[], progress: object|null}, connection: string}}
 *   `job` as useData returns it; `feed`: what its events said since the page was opened.
 */
export function useLiveJob(id) {
  const [ended, setEnded] = useState(false);
  const job = useData(`v1/jobs/${id}`, { everyS: ended ? 0 : POLL_S });
  const newest = useData(`v1/jobs/${id}/log`, { query: { limit: 1 } });
  const feed = useRef(null);
  feed.current ??= { log: [], samples: [], epochs: [], progress: null };
  const draw = useDrawnLater();
  // What came before is loaded by those parts of the page that show it: a job may have a hundred thousand epochs.
  const follows = job.data !== null && newest.data !== null && !ended;
  const connection = useEvents(follows ? `v1/jobs/${id}/events` : null, handlers(feed.current, draw, job.reload), { after: newest.data?.events[0]?.id });
  useEffect(() => { if (job.data) setEnded(isFinal(job.data.state)); }, [job.data]);
  return { job, feed: feed.current, connection: follows ? connection : "connecting" };
}

/** Return a function that draws the component again, at most once per REDRAW_MS. */
function useDrawnLater() {
  const [, draw] = useReducer((n) => n + 1, 0);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => { timer.current ||= setTimeout(() => { timer.current = 0; draw(); }, REDRAW_MS); };
}

function handlers(feed, draw, reload) {
  const keep = (list, event, data, sent) => { list.push({ id: Number(sent.lastEventId), event, at: new Date().toISOString(), data }); draw(); };
  return {
    state: (data, sent) => { keep(feed.log, "state", data, sent); feed.progress = null; reload(); },
    log: (data, sent) => keep(feed.log, "log", data, sent),
    model: (data, sent) => { keep(feed.log, "model", data, sent); reload(); },
    sample: (data, sent) => keep(feed.samples, "sample", data, sent),
    progress: (data) => { feed.progress = data; draw(); },
    epoch: (data) => { addEpoch(feed, data); draw(); },
  };
}

/** Add an epoch; a job that begins anew gives the first ones again. */
function addEpoch(feed, line) {
  const last = feed.epochs.at(-1);
  if (last && line.epoch <= last.epoch) feed.epochs = feed.epochs.filter((one) => one.epoch < line.epoch);
  feed.epochs.push(line);
  if (feed.epochs.length > 2 * MOST) feed.epochs = feed.epochs.slice(-MOST);
}
