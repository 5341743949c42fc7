// Logging in with a key, where keys are needed. The key is sent once; the browser then has a cookie that scripts cannot read.
import { html, useEffect, useState } from "../core/html.js";
import { post, urlOf } from "../core/api.js";
import { useAction, useData } from "../core/data.js";
import { Card } from "../parts/bits.js";
import { isLoggedIn } from "../parts/caller.js";
import { ActionError } from "../parts/problem.js";

export default function LoginPage({ fragment }) {
  const me = useData("v1/me");
  const [key, setKey] = useState("");
  useEffect(() => { document.title = "Log in – Modelbook"; }, []);
  // Always below the service: whoever writes a link to this page must not choose where it leads to.
  const next = `./${fragment.next?.startsWith("/") ? fragment.next.slice(1) : ""}`;
  const [login, { busy, error }] = useAction(async () => {
    await post("v1/login", { json: { key: key.trim() } });
    setKey("");
    location.replace(urlOf(next)); // Loaded anew: what was refused before is asked for again.
  });
  const submit = (event) => { event.preventDefault(); login(); };
  return html`<h1>Log in</h1>
    ${me.data && html`<p class="note">${isLoggedIn(me.data) ? `You are logged in as ${me.data.owner}.` : "No key is needed here."} <a href=${next}>Continue</a></p>`}
    <${Card}><form class="login" onSubmit=${submit}>
      <div class="field"><label for="key">Key</label>
        <input id="key" type="password" autocomplete="current-password" spellcheck="false" required value=${key} aria-invalid=${error ? "true" : null} aria-describedby="key-hint"
          onInput=${(event) => setKey(event.target.value)} /></div>
      <p id="key-hint" class="muted">It begins with <code>mb_</code>. An administrator creates one with <code>modelbook keys create --owner NAME --scopes read,predict,train</code>.
        The browser does not store it: it gets a cookie for this server alone, which ends with the key or when you log out.</p>
      <button disabled=${busy || !key.trim()}>${busy ? "Logging in …" : "Log in"}</button>
      <${ActionError} error=${error} />
    </form><//>`;
}
