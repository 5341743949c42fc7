// Texts for a shell.

/** Quote a text, so that a shell takes it as it is. */
export const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
