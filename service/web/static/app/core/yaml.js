// YAML of job specs, loaded by the pages that need it: `const { load, dump } = await yaml();`. `load` throws an Error with a place for text that is no YAML.
export const yaml = () => import("../../vendor/js-yaml-5.5.0/js-yaml.esm.min.js");
