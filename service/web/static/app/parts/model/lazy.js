// A component whose module is loaded when it is first shown.
import { html, useEffect, useState } from "../../core/html.js";
import { Problem, Spinner } from "../problem.js";

/** @param {object} props load: a function that resolves to the component; the other ones are passed on to it. */
export function Lazy({ load, ...props }) {
  const [state, setState] = useState({ component: null, error: null });
  useEffect(() => {
    let current = true;
    load().then((component) => current && setState({ component, error: null }), (error) => current && setState({ component: null, error }));
    return () => { current = false; };
  }, []);
  if (state.error) return html`<${Problem} error=${state.error} />`;
  return state.component ? html`<${state.component} ...${props} />` : html`<${Spinner} />`;
}
