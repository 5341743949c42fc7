// Which page a URL means. Links are plain <a href>; a click on one of ours changes the page without loading the shell again.
import { useEffect, useState } from "./html.js";

const base = () => new URL(document.baseURI).pathname;

/** Return a segment of a path without its escapes; as it stands where they are none. */
function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Return the path of the current page within the service, such as /jobs/01H..., and the fragment's parameters. */
export function here() {
  const path = `/${location.pathname.slice(base().length).split("/").map(decoded).join("/")}`;
  return { path, fragment: Object.fromEntries(new URLSearchParams(location.hash.slice(1))) };
}

const listeners = new Set();
const changed = () => listeners.forEach((listener) => listener());

/** Go to a page by its path within the service; `replace` leaves no entry in the browser's history. */
export function go(path, { replace = false } = {}) {
  const url = new URL(path.replace(/^\//, ""), document.baseURI).href;
  history[replace ? "replaceState" : "pushState"](null, "", url);
  changed();
  if (!path.includes("#")) scrollTo(0, 0);
}

/** Return the page's place and a function that changes parameters of the fragment: null takes one away. */
export function useHere() {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const listener = () => setPlace(here());
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, []);
  return place;
}

/** Change parameters of the fragment; null or "" takes one away. A change leaves no entry in the history unless it is asked for. */
export function setFragment(changes, { keep = false } = {}) {
  const { path, fragment } = here();
  const all = new URLSearchParams(Object.entries({ ...fragment, ...changes }).filter(([, value]) => value !== null && value !== ""));
  go(encoded(path.split("/")) + (all.size ? `#${all}` : "#"), { replace: !keep });
}

/** Return the href of a page, relative to <base>: what an <a> needs. Each segment is escaped, / and @ of model references stay. */
export const to = (...segments) => encoded(segments) || ".";

const encoded = (segments) => segments.map((segment) => encodeURIComponent(segment).replaceAll("%40", "@").replaceAll("%2F", "/")).join("/");

/** Watch clicks on links and the browser's back button. `isPage` tells whether a path within the service is that of a page. */
export function watchLinks(isPage) {
  addEventListener("popstate", changed);
  addEventListener("hashchange", changed);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.target || link.hasAttribute("download") || link.origin !== location.origin || !link.pathname.startsWith(base())) return;
    const path = `/${link.pathname.slice(base().length)}`;
    if (!isPage(path)) return;
    event.preventDefault();
    go(path + link.hash);
  });
}
