import type { SyntaxNode } from 'codex-codemod';
import type { Source } from '../sources/source.js';

/** A part of a text whose characters are written in the file. */
export interface TextPiece {
  readonly kind: 'text';
  readonly text: string;
}

/** What a leaf stands for. */
export type LeafOrigin =
  | { readonly kind: 'source'; readonly source: Source }
  /** A parameter, for callers outside of this file. */
  | { readonly kind: 'parameter'; readonly definition: SyntaxNode; readonly name: string }
  /** Not from outside as far as can be seen, or checked on the way. */
  | { readonly kind: 'other' };

/** What happened to a value between its origin and the place at hand. */
export interface Traits {
  /** It is the name, or a part of the name, of a file. */
  readonly path?: SyntaxNode;
  /** It went through a function whose code is not in this file. */
  readonly opaque?: { readonly at: SyntaxNode; readonly name: string };
  /** Characters were replaced, so that names may be meant that are no identifiers. */
  readonly replaced?: SyntaxNode;
  /** Only a part of the value is used. */
  readonly cut?: SyntaxNode;
  /** It was tested on the way by something that lets bad names through. */
  readonly weak?: SyntaxNode;
  /** An empty value is replaced by a default. */
  readonly emptyIsDefault?: boolean;
}

/** A part of a text that is known only when the program runs. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly origin: LeafOrigin;
  /** The expression that stands for it in the text. */
  readonly hole: SyntaxNode;
  readonly traits: Traits;
  /** The expressions that it goes through on its way, the origin last. */
  readonly chain: readonly SyntaxNode[];
  /** What the file itself writes in its place, on other ways through the program. */
  readonly instead: readonly string[];
}

export type Piece = TextPiece | Leaf;

/** One of the texts that an expression may have: its pieces, side by side. */
export type Alternative = readonly Piece[];

/** A text with more alternatives than this is followed no further: the rest is not looked at. */
export const MOST_ALTERNATIVES = 64;

export function text(value: string): Alternative {
  return value === '' ? [] : [{ kind: 'text', text: value }];
}

/** Every combination of one alternative of each part, side by side. */
export function sideBySide(parts: readonly (readonly Alternative[])[]): readonly Alternative[] {
  let joined: readonly Alternative[] = [[]];
  for (const part of parts) {
    joined = joined.flatMap((left) => part.map((right) => [...left, ...right])).slice(0, MOST_ALTERNATIVES);
  }
  return joined;
}

/** One or the other. What the file writes itself is remembered where the other ways lead to a single leaf. */
export function either(ways: readonly (readonly Alternative[])[]): readonly Alternative[] {
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
export function marked(alternatives: readonly Alternative[], traits: Traits): readonly Alternative[] {
  return changeSingle(alternatives, (leaf) => ({ ...leaf, traits: { ...leaf.traits, ...traits } }));
}

function changeSingle(alternatives: readonly Alternative[], change: (leaf: Leaf) => Leaf): readonly Alternative[] {
  return alternatives.map((alternative) => {
    const [only, another] = alternative;
    return only?.kind === 'leaf' && another === undefined ? [change(only)] : alternative;
  });
}

/** The text of an alternative that has no leaves, or null. */
export function writtenText(alternative: Alternative): string | null {
  const texts = alternative.map((piece) => (piece.kind === 'text' ? piece.text : null));
  return texts.includes(null) ? null : texts.join('');
}
