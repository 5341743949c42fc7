// Begins the dashboard: finds the page of the URL, loads its module and draws it within the layout.
import { html, render, useEffect, useErrorBoundary, useState } from "./core/html.js";
import { here, useHere, watchLinks } from "./core/route.js";
import { Layout } from "./parts/layout.js";
import { Problem, Spinner } from "./parts/problem.js";

/** Pages: a pattern of the path, its module below pages/ (which exports `default`, a component, and may export `title`), and its own style sheets. No group is named ref or key, which Preact keeps to itself. */
const PAGES = [
  [/^\/$/, "home"],
  [/^\/catalog$/, "catalog"],
  [/^\/catalog\/custom$/, "custom"],
  [/^\/catalog\/(?<id>[^/]+)$/, "recipe"],
  [/^\/jobs$/, "jobs"],
  [/^\/jobs\/compare$/, "compare_jobs"],
  [/^\/jobs\/(?<id>[^/]+)$/, "job"],
  [/^\/sweeps$/, "sweeps"],
  [/^\/sweeps\/(?<id>[^/]+)$/, "sweep"],
  [/^\/models$/, "models"],
  [/^\/models\/compare$/, "compare_models"],
  [/^\/models\/(?<reference>.+)$/, "model"],
  [/^\/play$/, "play"],
  [/^\/play\/(?<reference>.+)$/, "play"],
  [/^\/data$/, "data"],
  [/^\/data\/(?<id>[^/]+)$/, "dataset"],
  [/^\/operations$/, "operations"],
  [/^\/login$/, "login"],
];

function found(path) {
  for (const [pattern, name] of PAGES) {
    const match = pattern.exec(path.length > 1 ? path.replace(/\/$/, "") : path);
    if (match) return { name, params: { ...match.groups } };
  }
  return null;
}

const modules = new Map();

function Page({ name, params, fragment }) {
  const [loaded, setLoaded] = useState(modules.get(name) || null);
  const [error, setError] = useState(null);
  useEffect(() => {
    let current = true;
    setError(null);
    import(`./pages/${name}.js`).then((module) => { modules.set(name, module); if (current) setLoaded(module); }, (failed) => current && setError(failed));
    return () => { current = false; };
  }, [name]);
  if (error) return html`<${Problem} error=${error} />`;
  if (!loaded) return html`<${Spinner} label="Loading the page" />`;
  return html`<${loaded.default} ...${params} fragment=${fragment} />`;
}

function Guarded(props) {
  const [error] = useErrorBoundary((thrown) => console.error(thrown));
  return error ? html`<${Problem} error=${error} />` : html`<${Page} ...${props} />`;
}

function App() {
  const { path, fragment } = useHere();
  const page = found(path);
  return html`<${Layout} path=${path}>
    ${page
      ? html`<${Guarded} key=${page.name + JSON.stringify(page.params)} name=${page.name} params=${page.params} fragment=${fragment} />`
      : html`<${Problem} title="No such page" detail=${`There is no page at ${path}.`} />`}
  <//>`;
}

// The first page's module is loaded while the layout is drawn, not after it.
const first = found(here().path);
if (first) import(`./pages/${first.name}.js`).catch(() => null);  // What fails is told where the page is drawn.
watchLinks((path) => found(path) !== null);
render(html`<${App} />`, document.getElementById("app"));
