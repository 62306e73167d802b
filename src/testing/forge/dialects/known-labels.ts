/** Labels have to exist before we put them on: these do, in every repository. */
export const KNOWN_LABELS: readonly string[] = ['codemod', 'automated', 'dependencies'];
