/** A piece of a template: text, or a field to be filled. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `key` is a name or an index; `rest` what follows it, such as `.name` or `[0]`; `number` when its format takes numbers alone. */
  | { readonly kind: 'field'; readonly key: string; readonly rest: string; readonly number: boolean };

const BRACES = /\{\{|\}\}|\{([^{}]*)\}/g;
const PERCENT = /%(?:\((\w+)\))?[-#0 +]*(?:\d+|\*)?(?:\.\d+)?([diouxXeEfFgGcrsa%])/g;

/** The parts of a `str.format` template. https://docs.python.org/3/library/string.html#format-string-syntax */
export function braceParts(template: string): readonly TemplatePart[] {
  let automatic = 0;
  return partsOf(template, BRACES, (match) => {
    if (match[0] === '{{' || match[0] === '}}') return { kind: 'text', text: match[0].slice(1) };
    const [, key = '', rest = '', spec = ''] = /^(\w*)([^!:]*)(?:![rsa])?(?::(.*))?$/.exec(match[1] ?? '') ?? [];
    return { kind: 'field', key: key === '' ? String(automatic++) : key, rest, number: isNumeric(spec) };
  });
}

/** The parts of a `%` template. https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting */
export function percentParts(template: string): readonly TemplatePart[] {
  let index = 0;
  return partsOf(template, PERCENT, (match) => {
    const [, name, type = 's'] = match;
    if (type === '%') return { kind: 'text', text: '%' };
    return { kind: 'field', key: name ?? String(index++), rest: '', number: !'rsac'.includes(type) };
  });
}

/** True for a format that only numbers have: `d`, `.2f`, `06x`. */
export function isNumeric(spec: string): boolean {
  return /[bdoxXeEfFgGn%]$/.test(spec.trim());
}

function partsOf(template: string, fields: RegExp, fieldOf: (match: RegExpMatchArray) => TemplatePart): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of template.matchAll(fields)) {
    parts.push({ kind: 'text', text: template.slice(end, match.index) }, fieldOf(match));
    end = match.index + match[0].length;
  }
  parts.push({ kind: 'text', text: template.slice(end) });
  return parts;
}
