import { createRequire } from 'node:module';
import type jscodeshift from 'jscodeshift';
import type { API, FileInfo, JSCodeshift, Options, Parser } from 'jscodeshift';
import type { Range } from '../../../core/range.js';
import type { StatNote } from '../../../core/stats.js';
import { scriptPath } from '../javascript-file.js';
import type { ForeignOptions, ForeignTransform } from './foreign-options.js';
import { foreignTransform } from './run-foreign.js';

/** jscodeshift's API, and a way to tell what the transform will not decide. */
export interface JscodeshiftApi extends API {
  /** @param node a node of the file as it was read; its place is told to the line. */
  finding(code: string, node: { readonly loc?: Place | null | undefined }, message?: string): void;
}

interface Place {
  readonly start: { readonly line: number; readonly column: number };
}

/** A transform as jscodeshift runs it: https://jscodeshift.com/build/api-reference/. */
export type JscodeshiftTransform = (file: FileInfo, api: JscodeshiftApi, options: Options) => Printed | Promise<Printed>;

/** Nothing, or an empty text: there is nothing to do. */
type Printed = string | null | undefined;

export interface JscodeshiftOptions extends ForeignOptions {
  /** One of jscodeshift's parsers, or a parser. Default: `ts` and `tsx` by the ending of the file, else `babel`. */
  readonly parser?: string | Parser;
}

const require = createRequire(import.meta.url);

/** Runs a jscodeshift transform as it is; what it returns is written as minimal edits. */
export function jscodeshiftTransform(transform: JscodeshiftTransform, options: JscodeshiftOptions = {}): ForeignTransform {
  return foreignTransform(({ file, path, text, params, finding, note, wasParsed }) => {
    const j = coreWith(options.parser ?? parserFor(scriptPath(file)));
    onParsed = wasParsed;
    const api: JscodeshiftApi = {
      j,
      jscodeshift: j,
      stats: (name, quantity = 1) => note({ stat: name, quantity } satisfies StatNote),
      // As jscodeshift tells it: beside the file that it is about, which the caller knows.
      report: (message) => console.log(message),
      finding: (code, node, message) => finding(code, rangeOf(text, node.loc?.start), message),
    };
    return transform({ path, source: text }, api, { ...params });
  }, options);
}

const cores = new Map<string | Parser, JSCodeshift>();

/** Told of what jscodeshift's own parsers have read for the transform at hand. */
let onParsed: (text: string) => void = () => {};

/** Loaded here, in the process that transforms, and kept: the library takes half a second, each core of it as much as the parse of a small file. */
function coreWith(parser: string | Parser): JSCodeshift {
  const known = cores.get(parser);
  if (known !== undefined) return known;
  const core = (require('jscodeshift') as typeof jscodeshift).withParser(typeof parser === 'string' ? watched(parser) : parser);
  cores.set(parser, core);
  return core;
}

/** `flow` is a parser of its own, which reads on behind errors. The others are Babel. */
const STRICT: ReadonlySet<string> = new Set(['babel', 'babylon', 'ts', 'tsx']);

function watched(name: string): Parser {
  const parser = (require('jscodeshift/src/getParser') as (name: string) => Parser)(name);
  if (!STRICT.has(name)) return parser;
  return {
    parse(text, options) {
      const tree = parser.parse(text, options);
      onParsed(text);
      return tree;
    },
  };
}

function parserFor(path: string): string {
  if (/\.tsx$/i.test(path)) return 'tsx';
  return /\.[cm]?ts$/i.test(path) ? 'ts' : 'babel';
}

/** recast counts lines by every line terminator, and columns after its own reading of tabs. */
function rangeOf(text: string, place: Place['start'] | undefined): Range {
  if (place === undefined) return { start: 0, end: 0 };
  const ends = [...text.matchAll(/\r\n|[\r\n\u2028\u2029]/g)];
  const before = ends[place.line - 2];
  const start = before === undefined ? 0 : before.index + before[0].length;
  const end = ends[place.line - 1]?.index ?? text.length;
  const [indent = ''] = /^\s*/.exec(text.slice(start, end)) ?? [];
  const column = indent.includes('\t') ? indent.length : place.column;
  return { start: Math.min(start + column, end), end };
}
