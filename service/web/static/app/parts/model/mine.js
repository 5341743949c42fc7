// Whose a model is.

/** Tell whether a model belongs to the caller: others' have owner/ in their names, and are read only. */
export const isMine = (model) => !model.name.includes("/");
