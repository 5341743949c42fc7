// Who is logged in; where keys are needed and there is none, the way to the login page.
import { html, useEffect } from "../core/html.js";
import { del } from "../core/api.js";
import { useAction, useData } from "../core/data.js";
import { go } from "../core/route.js";

export function Caller({ path }) {
  const { data, error, reload } = useData("v1/me");
  const [logout, { busy }] = useAction(async () => { await del("v1/login"); go("/login"); });
  useEffect(() => {
    if (error?.status === 401 && path !== "/login") go(`/login#next=${encodeURIComponent(path + location.hash)}`, { replace: true });
  }, [error, path]);
  useEffect(() => { if (error?.status === 401 || data === null) reload(); }, [path]);
  if (!data?.key) return null;
  return html`<span class="caller"><span title=${`Scopes: ${data.scopes.join(", ")}`}>${data.owner}</span>
    <button class="quiet" onClick=${logout} disabled=${busy}>Log out</button></span>`;
}
