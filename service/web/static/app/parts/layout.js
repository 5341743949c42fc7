// What stands around every page: the header with the navigation, a banner while the server is not reached, and the main part.
import { html, useEffect, useRef, useState } from "../core/html.js";
import { onReached } from "../core/api.js";
import { isDark, setTheme, theme } from "../core/theme.js";
import { Caller } from "./caller.js";

const PAGES = [["catalog", "Catalog"], ["jobs", "Jobs"], ["models", "Models"], ["data", "Data"], ["play", "Playground"], ["operations", "Operations"]];

export function Layout({ path, children }) {
  const main = useRef(null);
  const first = useRef(true);
  const pages = useRef(null);
  useEffect(() => {  // A reader of the screen continues at the new page, not at the link that led to it.
    if (!first.current) main.current.focus({ preventScroll: true });
    first.current = false;
    const here = pages.current.querySelector("[aria-current]");  // On a narrow screen the navigation is wider than its window.
    if (here) pages.current.scrollLeft = here.offsetLeft + here.offsetWidth - pages.current.offsetLeft - pages.current.clientWidth;
  }, [path]);
  return html`
    <a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); main.current.focus(); }}>Skip to the content</a>
    <header class="top">
      <a class="brand" href="."><img src="static/icon.svg" alt="" width="24" height="24" />Modelbook</a>
      <nav aria-label="Pages" ref=${pages}>
        ${PAGES.map(([name, title]) => html`<a href=${name} aria-current=${path.split("/")[1] === name ? "page" : null}>${title}</a>`)}
      </nav>
      <${ThemeButton} />
      <${Caller} path=${path} />
    </header>
    <${Connection} />
    <main id="main" tabindex="-1" ref=${main}>${children}</main>
    <footer class="bottom">
      <a href="docs">API</a><a href="redoc">Reference</a><a href="problems">Problems</a>
    </footer>`;
}

function Connection() {
  const [reached, setReached] = useState(true);
  useEffect(() => onReached(setReached), []);
  return html`<div role="status" class="connection">${reached ? null : html`<p>The connection to the server is lost. What is shown is of before.</p>`}</div>`;
}

function ThemeButton() {
  const [dark, setDark] = useState(isDark());
  useEffect(() => {
    setTheme(theme());
    const query = matchMedia("(prefers-color-scheme: dark)");
    const changed = () => setDark(isDark());
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);
  const toggle = () => { setTheme(dark ? "light" : "dark"); setDark(!dark); };
  return html`<button class="quiet icon" onClick=${toggle} aria-label=${dark ? "Use light colours" : "Use dark colours"} title=${dark ? "Light" : "Dark"}>${dark ? "☀" : "☾"}</button>`;
}
