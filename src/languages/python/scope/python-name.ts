/** The name as Python stores it: identifiers are compared in NFKC. https://docs.python.org/3/reference/lexical_analysis.html#identifiers */
function normalized(text: string): string {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return text.normalize('NFKC');
  return text;
}

/**
 * The name under which an identifier's text is bound and looked up: normalized, and mangled when it is a private name
 * inside a class. https://docs.python.org/3/reference/expressions.html#private-name-mangling
 *
 * @param className The innermost class around it, or null.
 */
export function pythonName(text: string, className: string | null): string {
  const name = normalized(text);
  if (className === null || !name.startsWith('__') || name.endsWith('__')) return name;
  const stripped = className.replace(/^_+/, '');
  return stripped === '' ? name : `_${stripped}${name}`;
}
