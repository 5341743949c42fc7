// Light or dark: what the system wants, or what was chosen in this browser. Canvases ask for colours here, and draw again on a change.
const KEY = "modelbook-theme";
const listeners = new Set();
let printing = false;

/** Return the chosen theme: "light", "dark", or "" for that of the system. */
export const theme = () => localStorage.getItem(KEY) || "";

/** Tell whether the page is dark now; paper is light. */
export const isDark = () => !printing && (theme() ? theme() === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);

/** Choose a theme. */
export function setTheme(name) {
  name ? localStorage.setItem(KEY, name) : localStorage.removeItem(KEY);
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  listeners.forEach((listener) => listener());
}

matchMedia("print").addEventListener("change", ({ matches }) => {
  printing = matches;
  setTheme(theme());
});

/** Call a function after each change of the theme; returns the function that ends this. */
export function onTheme(listener) {
  const query = matchMedia("(prefers-color-scheme: dark)");
  const changed = () => { if (!theme()) setTheme(""); };
  query.addEventListener("change", changed);
  listeners.add(listener);
  return () => { listeners.delete(listener); query.removeEventListener("change", changed); };
}

/** Return the value of a token of styles/tokens.css, such as "--ink". */
export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Return the colour of a series of data: Okabe and Ito's, which colour-blind people tell apart; more than eight repeat with other dashes. */
export const seriesColour = (index) => token(`--series-${index % 8}`);
export const seriesDash = (index) => [[], [6, 4], [2, 3], [10, 3, 2, 3]][Math.floor(index / 8) % 4];

/** Return a colour of the sequential scale (cividis) for a fraction from 0 to 1, as [r, g, b]. */
export function cividis(fraction) {
  const at = Math.min(Math.max(fraction, 0), 1) * (CIVIDIS.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, CIVIDIS.length - 1);
  return CIVIDIS[low].map((value, channel) => Math.round(value + (at - low) * (CIVIDIS[high][channel] - value)));
}

const CIVIDIS = [[0, 34, 78], [18, 53, 112], [59, 73, 108], [87, 93, 109], [112, 113, 115], [138, 134, 120], [165, 156, 116], [195, 179, 105], [225, 204, 85], [254, 232, 56]];
