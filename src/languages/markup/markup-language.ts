import type { SgNode } from '@ast-grep/napi';
import { contains, type Range } from '../../core/range.js';
import { positionsOf, type Skip, type SourceFile } from '../../core/source-file.js';
import type { Grammar } from '../ast-grep/grammars.js';
import { loadAstGrep } from '../ast-grep/napi.js';
import { rangeOf } from '../ast-grep/nodes.js';
import type { Language, ParsedFile } from '../language.js';
import { remarksByLine } from '../remark.js';

/** A language of which the toolkit knows no more than ast-grep's grammar. The lists are of kinds of its nodes. */
export interface MarkupFacts {
  readonly name: string;
  readonly grammar: Grammar;
  readonly extensions: readonly string[];
  readonly comments: readonly string[];
  readonly strings: readonly string[];
  /** What belongs together though it has several lines. */
  readonly units: readonly string[];
  /** What the grammar has for a text that is not valid, beside `ERROR`. */
  readonly faults: readonly string[];
  /** What may be empty. */
  readonly empty: readonly string[];
}

/** Files are read by ast-grep's own parser. One that it reads only by guessing is skipped; so is no edit written that makes it guess. */
export function markupLanguage(facts: MarkupFacts): Language {
  return {
    name: facts.name,
    extensions: facts.extensions,
    declaredEncoding: () => null,
    parse(source) {
      const root = loadAstGrep().parse(facts.grammar, source.text).root();
      return faultOf(root, source, facts) ?? parsed(source, root, facts);
    },
  };
}

/** tree-sitter reads whatever it is given. What it has left out is an `ERROR`; what it has put in has no length. */
function faultOf(root: SgNode, { text }: SourceFile, { faults, empty }: MarkupFacts): Skip | null {
  const isMissing = (node: SgNode): boolean => node.text() === '' && !empty.includes(String(node.kind()));
  const fault = ofKinds(root, ['ERROR', ...faults])[0] ?? root.findAll({ rule: { regex: '^$' } }).find(isMissing);
  if (fault === undefined) return null;
  return { code: 'syntax-error', message: `line ${positionsOf(text)(rangeOf(fault).start).line} is not valid` };
}

function parsed(file: SourceFile, root: SgNode, { comments, strings, units }: MarkupFacts): ParsedFile {
  const rangesOf = (kinds: readonly string[]): readonly Range[] => ofKinds(root, kinds).map(rangeOf);
  return {
    file,
    services: {},
    placeImports: () => ({ refused: 'files of this language have no imports that could be placed' }),
    census: (range, only) =>
      rangesOf(only === 'comments' ? comments : [...comments, ...strings])
        .filter((part) => contains(range, part))
        .map(({ start, end }) => file.text.slice(start, end)),
    remarks: () => remarksByLine(file.text, rangesOf(comments), rangesOf(units)),
  };
}

function ofKinds(root: SgNode, kinds: readonly string[]): readonly SgNode[] {
  return root.findAll({ rule: { any: kinds.map((kind) => ({ kind })) } });
}
