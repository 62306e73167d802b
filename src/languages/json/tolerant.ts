import path from 'node:path';

/**
 * Files named `.json` whose own readers allow comments and trailing commas: the rules of VS Code's `jsonc` language and of
 * Linguist's "JSON with Comments".
 */
const NAMES: readonly RegExp[] = [
  /^[jt]sconfig(?:[.-].+)?\.json$/,
  /^\.(?:eslintrc|babelrc|jshintrc|jscsrc|swcrc)\.json$/,
  /^(?:devcontainer|api-extractor|tslint|language-configuration|tsdoc|deno)\.json$/,
];

/** True for a path whose file may have comments and trailing commas. */
export function isTolerant(filePath: string): boolean {
  const name = path.posix.basename(filePath).toLowerCase();
  if (name.endsWith('.jsonc') || NAMES.some((pattern) => pattern.test(name))) return true;
  return path.posix.basename(path.posix.dirname(filePath)) === '.vscode';
}
