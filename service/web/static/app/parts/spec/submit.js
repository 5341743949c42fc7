// Submits a body of POST /v1/jobs and opens its job; and what the checker says of it in a line.
import { html, useRef } from "../../core/html.js";
import { post } from "../../core/api.js";
import { useAction } from "../../core/data.js";
import { bytes, count, duration } from "../../core/format.js";
import { go } from "../../core/route.js";

/** Submit a body: one key for each body, so that a second click, or a click after a lost connection, makes no second job. */
export function useTraining(body) {
  const key = useRef({ of: null, value: null });
  return useAction(async () => {
    const of = JSON.stringify(body);
    if (key.current.of !== of) key.current = { of, value: newKey() };
    try {
      const job = await post("v1/jobs", { json: body, headers: { "Idempotency-Key": key.current.value } });
      go(`/jobs/${job.id}`);
    } catch (error) {
      throw Object.assign(error, { of: JSON.stringify(body) });
    }
  });
}

/** randomUUID is there only where the page is loaded by HTTPS or from this machine. */
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The checker's result in a line. */
export const Verdict = ({ check, unread }) => html`<p class="verdict" role="status">${saidOf(check, unread)}</p>`;

function saidOf({ result, error, busy }, unread) {
  if (unread) return "The YAML cannot be read.";
  if (error) return "The spec was not checked.";
  if (!result || busy) return "Checking …";
  if (!result.ok) return `✕ ${count(result.errors.length, "fault")} to settle.`;
  const warned = result.warnings.length ? `, ${count(result.warnings.length, "warning")}` : "";
  return `✓ Can be trained${warned}: about ${duration(result.estimated_seconds)}, ${bytes(result.peak_memory)} of memory.`;
}
