// What pages are written with: Preact (components, hooks) and htm (markup in template strings). What users typed is always escaped.
export {
  html, render, createContext, Component,
  useState, useReducer, useEffect, useLayoutEffect, useRef, useMemo, useCallback, useContext, useErrorBoundary,
} from "../../vendor/htm-3.1.1/standalone.module.js";
