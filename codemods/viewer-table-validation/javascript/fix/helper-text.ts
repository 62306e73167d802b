import type { Flavour } from '../sources/source.js';

/**
 * The check, as a function that is hoisted: it may be called above the place where it stands.
 * `$` without the flag m is the very end of a text: https://tc39.es/ecma262/#sec-compileassertion
 */
export function helperText(name: string, flavour: Flavour, allowsEmpty: boolean, isTypeScript: boolean): string {
  const head = isTypeScript ? `function ${name}<T>(value: T): T {` : `function ${name}(value) {`;
  const isName = `(typeof value === 'string' && /^${allowsEmpty ? '([A-Za-z_][A-Za-z0-9_]*)?' : '[A-Za-z_][A-Za-z0-9_]*'}$/.test(value))`;
  const message = '`invalid table name: ${JSON.stringify(value)} (letters, digits and underscore only)`';
  return [head, `  if (value === undefined || ${isName}) return value;`, ...refusal(flavour, message), '}'].join('\n');
}

/** Commander tells a bad value from a bug by the code of the error: https://github.com/tj/commander.js#custom-option-processing */
function refusal(flavour: Flavour, message: string): readonly string[] {
  if (flavour === 'plain') return [`  throw new Error(${message});`];
  return [`  const error = new Error(${message});`, "  throw Object.assign(error, { code: 'commander.invalidArgument' });"];
}
