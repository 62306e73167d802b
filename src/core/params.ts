import { CodemodError } from './errors.js';
import { didYouMean } from './suggest.js';

interface Described {
  readonly description: string;
}

/** One parameter of a codemod. Every parameter has a default, so that every codemod runs without any. */
export type ParamSpec = Described &
  (
    | { readonly type: 'boolean'; readonly default: boolean }
    | { readonly type: 'string'; readonly default: string }
    | { readonly type: 'number'; readonly default: number }
    | { readonly type: 'choice'; readonly choices: readonly string[]; readonly default: string }
    /** On the command line, values separated by commas, or a JSON list of texts, for values that hold commas themselves. */
    | { readonly type: 'list'; readonly default: readonly string[] }
  );

export type ParamSpecs = Readonly<Record<string, ParamSpec>>;
export type ParamValue = boolean | string | number | readonly string[];

type ValueOf<S extends ParamSpec> = S extends { type: 'boolean' }
  ? boolean
  : S extends { type: 'number' }
    ? number
    : S extends { type: 'list' }
      ? readonly string[]
      : S extends { type: 'choice'; choices: readonly (infer C)[] }
        ? C
        : string;

/** The values that a transform sees, typed from their specifications. */
export type Params<S extends ParamSpecs> = { readonly [K in keyof S]: ValueOf<S[K]> };

/**
 * Checks values against the specifications and fills in the defaults. A value is either typed already (from YAML or
 * JSON) or a string from the command line.
 *
 * @param others what becomes of a parameter that is not specified: it is refused, or taken as it is given. From the command line that is
 * what its text is as JSON, where it is a truth value, a number or a list of texts; else the text.
 * @throws CodemodError `param-unknown` or `param-invalid`.
 */
export function resolveParams(
  owner: string,
  specs: ParamSpecs,
  given: Readonly<Record<string, unknown>>,
  others: 'refused' | 'taken' = 'refused',
): Record<string, ParamValue> {
  const unspecified = Object.entries(given).filter(([name]) => !Object.hasOwn(specs, name));
  const taken = others === 'taken' ? unspecified.map(([name, value]) => [name, anyValue(owner, name, value)] as const) : [];
  for (const [name] of others === 'refused' ? unspecified : []) {
    const known = Object.keys(specs);
    const hint = didYouMean(name, known) ?? (known.length === 0 ? 'It takes no parameters.' : `It takes: ${known.join(', ')}.`);
    throw new CodemodError('param-unknown', `${owner} has no parameter "${name}". ${hint}`);
  }
  const specified = Object.entries(specs).map(
    ([name, spec]) =>
      [name, Object.hasOwn(given, name) ? parseValue(`${owner}: parameter "${name}"`, spec, given[name]) : spec.default] as const,
  );
  return Object.fromEntries([...specified, ...taken]);
}

function anyValue(owner: string, name: string, value: unknown): ParamValue {
  const read = typeof value === 'string' ? jsonOf(value) : value;
  if (isParamValue(read)) return read;
  if (typeof value === 'string') return value;
  throw new CodemodError(
    'param-invalid',
    `${owner}: parameter "${name}" must be a text, a number, true, false or a list of texts, not ${JSON.stringify(value)}.`,
  );
}

function isParamValue(value: unknown): value is ParamValue {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string');
  return ['boolean', 'string'].includes(typeof value) || (typeof value === 'number' && Number.isFinite(value));
}

function parseValue(where: string, spec: ParamSpec, value: unknown): ParamValue {
  const refuse = (wanted: string): never => {
    throw new CodemodError('param-invalid', `${where} must be ${wanted}, not ${JSON.stringify(value)}.`);
  };
  switch (spec.type) {
    case 'boolean':
      if (typeof value === 'boolean') return value;
      return value === 'true' ? true : value === 'false' ? false : refuse('true or false');
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof number === 'number' && Number.isFinite(number) ? number : refuse('a number');
    }
    case 'choice':
      return typeof value === 'string' && spec.choices.includes(value) ? value : refuse(`one of ${spec.choices.join(', ')}`);
    case 'list':
      return listOf(value, refuse);
    case 'string':
      return typeof value === 'string' ? value : refuse('a text');
  }
}

/** Shells take away quotes that stand in no others. */
const JSON_LIST = `a JSON list of words where it begins with "[" (in a shell with quotes around it: '["a","b"]')`;

function listOf(value: unknown, refuse: (wanted: string) => never): readonly string[] {
  const isJson = typeof value === 'string' && value.trimStart().startsWith('[');
  const items = isJson ? jsonOf(value) : typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
  const isList = Array.isArray(items) && items.every((item): item is string => typeof item === 'string' && item !== '');
  return isList ? items : refuse(isJson ? JSON_LIST : 'a list of words, separated by commas');
}

/** Null where it is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
