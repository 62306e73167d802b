import type { NodePath } from '@babel/traverse';
import type { TryStatement } from '@babel/types';
import { type Edit, insertAt } from '../../../core/edit.js';
import { render, type Spot } from './render.js';
import { rangeOf } from './statement-list.js';
import type { TryClauses } from './style.js';
import type { Writer } from './writer.js';

type Place = Pick<Spot, 'indent' | 'unit' | 'newline'>;

/** ` catch (error) { ... } finally { ... }`, to stand behind the brace of a block. */
export function clausesText(writer: Writer, clauses: TryClauses, place: Place, before = ' '): string {
  return headersOf(clauses)
    .map(({ header, body }) => {
      const text = render(body, { ...writer, ...place, indent: place.indent + place.unit });
      return `${before}${header} {${place.newline}${text}${place.newline}${place.indent}}`;
    })
    .join('');
}

function headersOf({ catch: caught, finally: last }: TryClauses): readonly { readonly header: string; readonly body: string }[] {
  return [
    ...(caught === undefined
      ? []
      : [{ header: caught.name === undefined ? 'catch' : `catch (${caught.name})`, body: caught.body }]),
    ...(last === undefined ? [] : [{ header: 'finally', body: last }]),
  ];
}

/** A `finally` goes behind everything, a `catch` between the block and a `finally`. */
export function addClauses(writer: Writer, statement: NodePath<TryStatement>, clauses: TryClauses): readonly Edit[] | null {
  const { layout } = writer;
  const { handler, finalizer } = statement.node;
  if ((clauses.catch !== undefined && handler) || (clauses.finally !== undefined && finalizer)) return null;
  const block = rangeOf(statement.get('block'));
  const end = clauses.catch !== undefined ? block.end : rangeOf(statement).end;
  const next = layout.file.tokens.find((token) => token.start >= block.end && token.kind !== 'comment');
  const ownLine = next !== undefined && layout.hasBreak({ start: block.end, end: next.start }) && (handler || finalizer);
  const indent = layout.indentOf({ start: end - 1, end });
  const place: Place = { indent, unit: layout.unitAt(statement.get('block')), newline: layout.newlineAt(block.start) };
  return [insertAt(end, clausesText(writer, clauses, place, ownLine ? place.newline + indent : ' '))];
}
