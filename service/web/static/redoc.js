// Draws the API as a reference. URLs are relative to the page, so that it works below any path.
"use strict";

Redoc.init(
  "openapi-docs.json",
  {
    // The page draws a light form of the document; for programs there is the full one.
    downloadUrls: [{ title: "OpenAPI", url: "openapi.json" }],
    sortRequiredPropsFirst: true,
  },
  document.getElementById("api"),
);
