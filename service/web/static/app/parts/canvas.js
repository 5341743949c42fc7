// A canvas that is as wide as its place, as sharp as the screen, and drawn again when its data, its size or the theme change.
import { html, useEffect, useRef } from "../core/html.js";
import { onTheme } from "../core/theme.js";

/**
 * @param {object} props draw(context, width, height): draws in CSS pixels; changes: what it depends on; height; label: what it shows, for readers of the
 *   screen; onPoint(x, y, width): called after a click; on: other handlers by attribute, such as onKeyDown;
 *   focusable: whether it takes keys.
 */
export function Canvas({ draw, changes, height = 280, label, onPoint, on = {}, focusable = false }) {
  const canvas = useRef(null);
  const latest = useRef(draw);
  latest.current = draw;
  const drawn = useRef(0);
  const paint = () => {
    const element = canvas.current;
    const width = element.parentElement.clientWidth;
    drawn.current = width;
    if (width === 0) return;
    Object.assign(element, { width: Math.round(width * devicePixelRatio), height: Math.round(height * devicePixelRatio) });
    Object.assign(element.style, { width: `${width}px`, height: `${height}px` });
    const context = element.getContext("2d");
    context.scale(devicePixelRatio, devicePixelRatio);
    latest.current(context, width, height);
  };
  useEffect(paint, [...changes, height]);
  useEffect(() => {
    const size = new ResizeObserver(() => canvas.current.parentElement.clientWidth !== drawn.current && paint());
    size.observe(canvas.current.parentElement);
    const stop = onTheme(paint);
    return () => { size.disconnect(); stop(); };
  }, []);
  const click = (event) => {
    const box = canvas.current.getBoundingClientRect();
    onPoint?.(event.clientX - box.left, event.clientY - box.top, box.width);
  };
  return html`<div class="canvas"><canvas ref=${canvas} role="img" aria-label=${label} tabindex=${focusable ? 0 : null} onClick=${click} ...${on}></canvas></div>`;
}
