// The camera, where the browser allows it; what it shows is asked about all the time until an image is kept.
import { html, useEffect, useRef, useState } from "../core/html.js";

/** Milliseconds between two images of the camera that are asked about. */
const EVERY_MS = 250;
const REFUSED = {
  NotAllowedError: "The browser refused the camera. Allow it for this page in the browser's settings of the page, then try again.",
  NotFoundError: "The browser found no camera.",
  NotReadableError: "The camera is used by another program.",
};
const INSECURE = "Browsers allow the camera on secure pages only: open this page by https, or on the machine itself by localhost. A photograph can be dropped instead.";

/** @param {object} props onFrame(video): called with the video element for an image to ask about. */
export function Camera({ onFrame }) {
  const video = useRef(null);
  const latest = useRef(onFrame);
  latest.current = onFrame;
  const [stream, setStream] = useState(null);
  const [said, setSaid] = useState(navigator.mediaDevices ? null : INSECURE);
  const start = async () => {
    try {
      setSaid(null);
      setStream(await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false }));
    } catch (error) {
      setSaid(REFUSED[error.name] || `The camera did not start: ${error.message}`);
    }
  };
  useEffect(() => {
    if (!stream) return undefined;
    video.current.srcObject = stream;
    const timer = setInterval(() => video.current.videoWidth && latest.current(video.current), EVERY_MS);
    return () => { clearInterval(timer); stream.getTracks().forEach((track) => track.stop()); };
  }, [stream]);
  return html`<div class="camera">
    ${stream && html`<video ref=${video} autoplay playsinline muted aria-label="What the camera sees"></video>`}
    <p class="actions">${stream ? html`<button onClick=${() => setStream(null)}>Keep this image</button>` : navigator.mediaDevices && html`<button class="second"
      onClick=${start}>Use the camera</button>`}</p>
    ${said && html`<p class="note" role="status">${said}</p>`}</div>`;
}
