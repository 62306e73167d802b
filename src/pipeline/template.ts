import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CodemodError, messageOf } from '../core/errors.js';

/** `{{name}}`. `${{ name }}` is an expression of GitHub Actions and stays. */
const PLACEHOLDER = /(?<!\$)\{\{([A-Za-z][\w-]*)\}\}/g;

/**
 * A file of the folder `template` beside a codemod's module, filled in.
 *
 * @param url of the module.
 * @throws CodemodError `template-invalid`.
 */
export async function readTemplate(
  url: string | undefined,
  path: string,
  values: Readonly<Record<string, string>>,
): Promise<string> {
  if (url === undefined) throw new CodemodError('template-invalid', `the codemod has no folder, and so no template ${path}`);
  return fillTemplate(path, await readBeside(url, path), values);
}

async function readBeside(url: string, path: string): Promise<string> {
  try {
    return await readFile(fileURLToPath(new URL(`template/${path}`, url)), 'utf8');
  } catch (thrown) {
    throw new CodemodError('template-invalid', `the template ${path} cannot be read: ${messageOf(thrown)}`, { cause: thrown });
  }
}

/** Every name has a value and every value a name, or a template and its codemod have grown apart. */
export function fillTemplate(path: string, text: string, values: Readonly<Record<string, string>>): string {
  const unused = new Set(Object.keys(values));
  const filled = text.replace(PLACEHOLDER, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new CodemodError('template-invalid', `the template ${path} asks for ${whole}`);
    unused.delete(name);
    return value;
  });
  const [first] = unused;
  if (first !== undefined) throw new CodemodError('template-invalid', `the template ${path} has no place for {{${first}}}`);
  return filled;
}
