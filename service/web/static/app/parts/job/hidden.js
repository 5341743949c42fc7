// Which of several lines are not drawn.
import { useCallback, useState } from "../../core/html.js";

/** Return the Set of hidden ids and a function that shows or hides one. */
export function useHidden() {
  const [hidden, setHidden] = useState(new Set());
  const toggle = useCallback((id) => setHidden((old) => (old.has(id) ? new Set([...old].filter((one) => one !== id)) : new Set([...old, id]))), []);
  return [hidden, toggle];
}
