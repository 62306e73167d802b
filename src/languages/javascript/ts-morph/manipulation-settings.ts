import type * as tsMorph from 'ts-morph';
import { dominantNewline } from '../../../core/source-file.js';

const STRINGS = /(["'])(?:\\.|(?!\1)[^\\\r\n])*\1/g;

/** How ts-morph is to write what it puts into a text: as most of the text is written. */
export function manipulationSettings(
  { IndentationText, NewLineKind, QuoteKind }: typeof tsMorph,
  text: string,
): Partial<tsMorph.ManipulationSettings> {
  const strings = text.match(STRINGS) ?? [];
  const double = strings.filter((one) => one.startsWith('"')).length;
  return {
    newLineKind: dominantNewline(text) === '\r\n' ? NewLineKind.CarriageReturnLineFeed : NewLineKind.LineFeed,
    quoteKind: double * 2 > strings.length ? QuoteKind.Double : QuoteKind.Single,
    indentationText: indentation(text, IndentationText),
  };
}

function indentation(text: string, kinds: typeof tsMorph.IndentationText): tsMorph.IndentationText {
  const [, first = '  '] = /^([ \t]+)\S/m.exec(text) ?? [];
  if (first.startsWith('\t')) return kinds.Tab;
  return first.length >= 4 ? kinds.FourSpaces : kinds.TwoSpaces;
}
