// Who is logged in; where keys are needed and there is none, the way to the login page.
import { html, useEffect } from "../core/html.js";
import { del, urlOf } from "../core/api.js";
import { useAction, useData } from "../core/data.js";
import { go } from "../core/route.js";

/** Tell whether somebody has logged in, by what v1/me says: with a key, or as an account, which has no key and is never the owner "default". */
export const isLoggedIn = (me) => me.key !== null || me.owner !== "default";

export function Caller({ path }) {
  const { data, error, reload } = useData("v1/me");
  const [logout, { busy }] = useAction(async () => { await del("v1/login"); location.assign(urlOf("login")); }); // Loaded anew, so that nothing of the owner stays in memory.
  useEffect(() => {
    if (error?.status === 401 && path !== "/login") go(`/login#next=${encodeURIComponent(path + location.hash)}`, { replace: true });
  }, [error, path]);
  useEffect(() => { if (error) reload(); }, [path]);
  if (!data || !isLoggedIn(data)) return null;
  return html`<span class="caller"><span title=${`Scopes: ${data.scopes.join(", ")}`}>${data.owner}</span>
    <button class="quiet" onClick=${logout} disabled=${busy}>Log out</button></span>`;
}
