// Small parts that many pages use.
import { html, useEffect, useRef, useState } from "../core/html.js";
import { percent } from "../core/format.js";
import { setFragment, useHere } from "../core/route.js";

/** The state of a job, told by a word and a shape, not by colour alone. */
const MARK = { queued: "○", running: "◐", paused: "Ⅱ", succeeded: "✓", failed: "✕", cancelled: "–" };
export const State = ({ state }) => html`<span class=${`state ${state}`}><span aria-hidden="true">${MARK[state] || "•"}</span> ${state}</span>`;

export function Progress({ value, label }) {
  return html`<progress max="1" value=${value ?? 0} aria-label=${label}>${percent(value, 0)}</progress>`;
}

/** A page's heading with what can be done beside it. */
export const Heading = ({ children, actions, note }) => html`<div class="heading"><div><h1>${children}</h1>${note && html`<p class="muted">${note}</p>`}</div>${actions && html`<div class="actions">${actions}</div>`}</div>`;

/** A card: a section with a heading. */
export const Card = ({ title, children, actions, wide = false, id }) => html`<section id=${id} class=${`card${wide ? " wide" : ""}`} aria-label=${title}>
  ${title && html`<header><h2>${title}</h2>${actions && html`<div class="actions">${actions}</div>`}</header>`}${children}</section>`;

/** Names with values. `items`: [name, value] pairs; those without a value are left out. */
export const Facts = ({ items }) => html`<dl class="facts">${items.filter(([, value]) => value !== null && value !== undefined && value !== "").map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

/** Copies to the clipboard: a text (or what a function gives as one), or what `write` writes there. */
export function CopyButton({ text, label = "Copy", write = async () => navigator.clipboard.writeText(typeof text === "function" ? await text() : text) }) {
  const [said, setSaid] = useState(null);
  const copy = async () => {
    try {
      await write();
      setSaid("Copied");
    } catch {
      setSaid("Not copied: the browser does not allow it here");
    }
    setTimeout(() => setSaid(null), 2000);
  };
  return html`<button class="quiet" onClick=${copy}><span aria-live="polite">${said || label}</span></button>`;
}

/** Code that can be copied. */
export const Code = ({ text, label }) => html`<div class="code"><${CopyButton} text=${text} /><pre tabindex="0" aria-label=${label}><code>${text}</code></pre></div>`;

/**
 * Tabs, whose choice stands in the fragment of the URL. `tabs`: [id, title, () => content]; only the chosen one is drawn.
 */
export function Tabs({ tabs, name = "tab", label }) {
  const { fragment } = useHere();
  const chosen = tabs.find(([id]) => id === fragment[name]) || tabs[0];
  const list = useRef(null);
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const index = (tabs.indexOf(chosen) + step + tabs.length) % tabs.length;
    setFragment({ [name]: tabs[index][0] });
    list.current.children[index].focus();
  };
  return html`<div class="tabs"><div role="tablist" aria-label=${label} ref=${list} onKeyDown=${move}>
      ${tabs.map(([id, title]) => html`<button role="tab" id=${`${name}-${id}`} aria-selected=${id === chosen[0]} aria-controls=${`${name}-panel`}
        tabindex=${id === chosen[0] ? 0 : -1} onClick=${() => setFragment({ [name]: id })}>${title}</button>`)}
    </div><div role="tabpanel" id=${`${name}-panel`} aria-labelledby=${`${name}-${chosen[0]}`}>${chosen[2]()}</div></div>`;
}

/** A dialog, which is closed by Escape or its button. */
export function Dialog({ title, onClose, children }) {
  const element = useRef(null);
  useEffect(() => {
    const opener = document.activeElement;
    element.current.showModal();
    return () => opener?.isConnected && opener.focus();  // A dialog that is taken away gives the focus to nothing.
  }, []);
  return html`<dialog ref=${element} aria-label=${title} onClose=${onClose}><header><h2>${title}</h2>
    <button class="quiet icon" aria-label="Close" onClick=${() => element.current.close()}>✕</button></header>${children}</dialog>`;
}

/** Buttons of a list that comes in pages, newest first. @param {object} props cursor, next: of this page and of the next one, or null; onCursor(cursor). */
export const Pager = ({ cursor, next, onCursor }) => html`<p class="actions">${cursor && html`<button class="second" onClick=${() => onCursor(null)}>Newest</button>`}
  ${next && html`<button class="second" onClick=${() => onCursor(next)}>Older</button>`}</p>`;

/** Something wide, such as a table, that scrolls sideways by itself, also by keyboard. */
export const Scroll = ({ label, children }) => html`<div class="scroll" tabindex="0" role="group" aria-label=${label}>${children}</div>`;
