// Draws the API with forms to call it. URLs are relative to the page, so that it works below any path.
"use strict";

SwaggerUIBundle({
  url: "openapi-docs.json",
  dom_id: "#api",
  deepLinking: true,
  filter: true,
  displayRequestDuration: true,
  // Schemas are shown with the operations that use them. A list of all of them takes seconds to draw.
  defaultModelsExpandDepth: -1,
  // By default the document is sent to a server of the makers.
  validatorUrl: null,
});
