import type { JavaScriptFile } from '../javascript-file.js';
import { addClauses } from './add-clauses.js';
import { finishWith } from './finish-with.js';
import { hasSemicolons, quoteOf } from './habits.js';
import { insertAfter, insertAtEnd, insertAtStart, insertBefore } from './insert.js';
import { Layout } from './layout.js';
import type { JavaScriptStyle } from './style.js';
import { wrapInTry, wrapValueInTry } from './wrap.js';
import type { Writer } from './writer.js';

/** Reads the style of a file once, when it is first asked for. */
export function makeStyle(file: JavaScriptFile): JavaScriptStyle {
  const layout = new Layout(file);
  const writer: Writer = { layout, quote: quoteOf(file), semicolons: hasSemicolons(file) };
  return {
    quote: writer.quote,
    semicolons: writer.semicolons,
    indentOf: (range) => layout.indentOf(range),
    unitAt: (path) => layout.unitAt(path),
    freeName: (base) => freeName(file, base),
    wrapInTry: (run, clauses) => wrapInTry(writer, run, clauses),
    finishWith: (tried, always, clauses) => finishWith(writer, tried, always, clauses),
    wrapValueInTry: (arrow, clauses) => wrapValueInTry(writer, arrow, clauses),
    addClauses: (statement, clauses) => addClauses(writer, statement, clauses),
    insertBefore: (statement, code) => insertBefore(writer, statement, code),
    insertAfter: (statement, code) => insertAfter(writer, statement, code),
    insertAtStart: (block, code) => insertAtStart(writer, block, code),
    insertAtEnd: (block, code) => insertAtEnd(writer, block, code),
  };
}

function freeName({ tokens }: JavaScriptFile, base: string): string {
  const taken = new Set(tokens.map(({ value }) => value));
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}${number}`;
    if (!taken.has(name)) return name;
  }
}
