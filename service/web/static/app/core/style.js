// Style sheets of a page, loaded with its module: `await styles("model")` at its top loads styles/model.css before the page is first drawn.
const loaded = new Map();

/** Load a style sheet of static/app/styles once. */
export const styles = (name) => load(`app/styles/${name}`);

/** Load a style sheet of static/vendor once. */
export const vendorStyles = (name) => load(`vendor/${name}`);

function load(path) {
  if (!loaded.has(path)) {
    loaded.set(path, new Promise((done) => {
      const href = new URL(`static/${path}.css`, document.baseURI).href;
      document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: done }));
    }));
  }
  return loaded.get(path);
}
