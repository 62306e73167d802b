import { render, type Spot } from './render.js';
import type { TryClauses } from './style.js';
import type { Writer } from './writer.js';

export type Place = Pick<Spot, 'indent' | 'unit' | 'newline'>;

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
