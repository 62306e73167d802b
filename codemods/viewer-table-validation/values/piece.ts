import type { SyntaxNode } from 'codex-codemod';
import type { Source } from '../sources/source.js';

/** A part of a text whose characters are written in the file. */
export interface TextPiece {
  readonly kind: 'text';
  readonly text: string;
}

/** What a leaf stands for. */
export type LeafOrigin<N = SyntaxNode, S = Source> =
  | { readonly kind: 'source'; readonly source: S }
  /** A parameter, for callers outside of this file. */
  | { readonly kind: 'parameter'; readonly definition: N; readonly name: string }
  /** Not from outside as far as can be seen, or checked on the way. */
  | { readonly kind: 'other' };

/** What happened to a value between its origin and the place at hand. */
export interface Traits<N = SyntaxNode> {
  /** It is the name, or a part of the name, of a file. */
  readonly path?: N;
  /** It went through a function whose code is not in this file. */
  readonly opaque?: { readonly at: N; readonly name: string };
  /** Characters were replaced, so that names may be meant that are no identifiers. */
  readonly replaced?: N;
  /** Only a part of the value is used. */
  readonly cut?: N;
  /** It was tested on the way by something that lets bad names through. */
  readonly weak?: N;
  /** An empty value is replaced by a default. */
  readonly emptyIsDefault?: boolean;
}

/** A part of a text that is known only when the program runs. */
export interface Leaf<N = SyntaxNode, S = Source> {
  readonly kind: 'leaf';
  readonly origin: LeafOrigin<N, S>;
  /** The expression that stands for it in the text. */
  readonly hole: N;
  readonly traits: Traits<N>;
  /** The expressions that it goes through on its way, the origin last. */
  readonly chain: readonly N[];
  /** What the file itself writes in its place, on other ways through the program. */
  readonly instead: readonly string[];
}

export type Piece<N = SyntaxNode, S = Source> = TextPiece | Leaf<N, S>;

/** One of the texts that an expression may have: its pieces, side by side. */
export type Alternative<N = SyntaxNode, S = Source> = readonly Piece<N, S>[];

/** A text with more alternatives than this is followed no further: the rest is not looked at. */
const MOST_ALTERNATIVES = 64;

export function text(value: string): readonly TextPiece[] {
  return value === '' ? [] : [{ kind: 'text', text: value }];
}

/** Every combination of one alternative of each part, side by side. */
export function sideBySide<N, S>(parts: readonly (readonly Alternative<N, S>[])[]): readonly Alternative<N, S>[] {
  let joined: readonly Alternative<N, S>[] = [[]];
  for (const part of parts) {
    joined = joined.flatMap((left) => part.map((right) => [...left, ...right])).slice(0, MOST_ALTERNATIVES);
  }
  return joined;
}

/** One or the other. What the file writes itself is remembered where the other ways lead to a single leaf. */
export function either<N, S>(ways: readonly (readonly Alternative<N, S>[])[]): readonly Alternative<N, S>[] {
  const all = ways.flat().slice(0, MOST_ALTERNATIVES);
  const written = all.flatMap((alternative) => writtenText(alternative) ?? []);
  if (written.length === 0) return all;
  return changeSingle(all, (leaf) => ({ ...leaf, instead: [...new Set([...leaf.instead, ...written])] }));
}

/** The alternatives of an expression that is put into a text: where it is a single leaf, it is the leaf's hole. */
export function inHole(hole: SyntaxNode, alternatives: readonly Alternative[]): readonly Alternative[] {
  return changeSingle(alternatives, (leaf) => {
    const from = leaf.chain.findIndex((node) => node.start === hole.start && node.end === hole.end);
    return { ...leaf, hole, chain: leaf.chain.slice(Math.max(from, 0)) };
  });
}

/** Marks a value that was changed as a whole. A text that it is a part of may be changed as it likes. */
export function marked<N, S>(alternatives: readonly Alternative<N, S>[], traits: Traits<N>): readonly Alternative<N, S>[] {
  return changeSingle(alternatives, (leaf) => ({ ...leaf, traits: { ...leaf.traits, ...traits } }));
}

/** Changes the leaf of every alternative that is nothing but a leaf. */
export function changeSingle<N, S>(
  alternatives: readonly Alternative<N, S>[],
  change: (leaf: Leaf<N, S>) => Leaf<N, S>,
): readonly Alternative<N, S>[] {
  return alternatives.map((alternative) => {
    const [only, another] = alternative;
    return only?.kind === 'leaf' && another === undefined ? [change(only)] : alternative;
  });
}

/** The text of an alternative that has no leaves, or null. */
function writtenText<N, S>(alternative: Alternative<N, S>): string | null {
  const texts = alternative.map((piece) => (piece.kind === 'text' ? piece.text : null));
  return texts.includes(null) ? null : texts.join('');
}
