// A canvas as sharp as the screen that is drawn again when its data, its size or the theme change.
import { html, useEffect, useRef, useState } from "../../core/html.js";
import { onTheme } from "../../core/theme.js";

/**
 * @param {object} props draw(context, width, height): draws in CSS pixels; height in CSS pixels; label: what it shows, for readers of the screen; on: handlers by
 *   attribute (onPointerDown, ...);
 *   focusable: whether it takes keys; deps: what a drawing depends on.
 */
export function Canvas({ draw, height, label, on = {}, focusable = false, deps = [] }) {
  const element = useRef(null);
  const [width, setWidth] = useState(0);
  const [theme, setTheme] = useState(0);
  useEffect(() => {
    const size = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    size.observe(element.current.parentElement);
    const stop = onTheme(() => setTheme((n) => n + 1));
    return () => {
      size.disconnect();
      stop();
    };
  }, []);
  useEffect(() => {
    if (!width) return undefined;
    const frame = requestAnimationFrame(() => {
      const [canvas, ratio] = [element.current, devicePixelRatio || 1];
      [canvas.width, canvas.height] = [width * ratio, height * ratio];
      const context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      draw(context, width, height);
    });
    return () => cancelAnimationFrame(frame);
  }, [width, height, theme, ...deps]);
  return html`<div class="canvas"><canvas ref=${element} role="img" aria-label=${label} tabindex=${focusable ? 0 : null}
    style=${{ width: `${width}px`, height: `${height}px` }} ...${on}></canvas></div>`;
}
