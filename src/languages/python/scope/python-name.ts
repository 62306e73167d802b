/** Which private names (`__name`) are mangled, and with the name of which class. */
export interface Privacy {
  readonly className: string;
  /** In the header of a generic class, only the names of its type parameters are private to it. Null: all names are. */
  readonly only: ReadonlySet<string> | null;
}

/**
 * The name under which an identifier's text is bound and looked up: in NFKC, and mangled when it is a private name.
 * https://docs.python.org/3/reference/lexical_analysis.html#identifiers
 * https://docs.python.org/3/reference/expressions.html#private-name-mangling
 */
export function pythonName(text: string, privacy: Privacy | null): string {
  const name = normalized(text);
  if (privacy === null || !name.startsWith('__') || name.endsWith('__') || privacy.only?.has(name) === false) return name;
  const className = normalized(privacy.className).replace(/^_+/, '');
  return className === '' ? name : `_${className}${name}`;
}

function normalized(text: string): string {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return text.normalize('NFKC');
  return text;
}
