import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../core/edit.js';
import { dominantNewline, isSkip } from '../../../core/source-file.js';
import { suite } from '../../../testing/suite.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { parseJavaScript } from '../parse.js';
import { changedLines, lineEdits } from './line-edits.js';
import { minimalEdits } from './minimal-edits.js';

const test = suite('minimal edits, by property');

/** A statement: its form, and a number from which its names are made. */
interface Model {
  readonly form: number;
  readonly name: string;
}

/** Chooses how a thing is spelt, again and again in the same order. */
type Style = (choices: number) => number;

function styleOf(seeds: readonly number[]): Style {
  let at = 0;
  return (choices) => (seeds[at++ % seeds.length] ?? 0) % choices;
}

const INDENTS = ['', '  ', '\t', '      '];

/** Spells one statement. Two styles differ in quotes, parentheses, commas, semicolons, white space and line ends alone. */
function spell({ form, name }: Model, style: Style, newline: string): string {
  const pick = (...options: readonly string[]): string => options[style(options.length)] ?? '';
  const gap = (): string => pick('', ' ', '  ', newline, `${newline}${INDENTS[style(4)]}`);
  const quote = pick("'", '"');
  const text = `${quote}a ${name}${quote}`;
  const inner = pick(name, `(${name})`, `( ${name} )`, `((${name}))`);
  const comma = pick('', ',');
  const end = pick(';', ' ;', '');
  const forms: readonly (() => string)[] = [
    () => `const v${gap()}=${gap()}[${gap()}${inner}, ${text}${gap()}, (b + c) * d${comma}${gap()}]${end}`,
    () => `call(${inner},${gap()}${text}${comma})${end}`,
    () => `if (${inner})${gap()}{ /* ${name} */${gap()}other(${text})${end}${gap()}}`,
    () => `function f(${name},${gap()}z${comma}) { return ${inner}${end} }`,
    () => `t = \`x${newline} \${${gap()}${inner}${gap()}} y\`${end}`,
    () => `const { w, ${name}${comma} } = {${gap()}x: ${text}${comma}${gap()}}${end} // ${name}`,
    () => `o = ${pick('p', '(p)')} =>${gap()}${name}${end}`,
    () => `s${gap()}? ${inner} :${gap()}(r, ${name})${end}`,
  ];
  return (forms[form % forms.length] ?? (() => ''))();
}

function print(program: readonly Model[], style: Style, newline: string): string {
  return program.map((model) => `{ ${spell(model, style, newline)}${newline}}${newline}`).join('');
}

function parsed(text: string): JavaScriptFile {
  const file = parseJavaScript({ path: 'a.js', text, encoding: 'utf-8', hasBom: false, newline: dominantNewline(text) });
  assert.ok(!isSkip(file), `${JSON.stringify(file)}\n${text}`);
  return file;
}

const modelsOf = (forms: readonly number[]): readonly Model[] => forms.map((form, index) => ({ form, name: `n${index}` }));
const programs = fc.array(fc.nat(7), { minLength: 1, maxLength: 8 }).map(modelsOf);
const styles = fc.array(fc.nat(1_000), { minLength: 5, maxLength: 60 });
const newlines = fc.constantFrom('\n', '\r\n');

test('reprinting alone changes nothing', () => {
  const property = fc.property(programs, styles, styles, newlines, (program, own, other, newline) => {
    const file = parsed(print(program, styleOf(own), newline));
    assert.deepEqual(minimalEdits(file, print(program, styleOf(other), '\n')), []);
  });
  fc.assert(property, { numRuns: 500, includeErrorInReport: true });
});

test('of a change and a reprint, the change alone comes through', () => {
  const chosen = fc.array(fc.boolean(), { minLength: 8, maxLength: 8 });
  let changed = 0;
  const property = fc.property(programs, styles, styles, newlines, chosen, (program, own, other, newline, renamed) => {
    const after = program.map((model, index) => (renamed[index] === true ? { ...model, name: `renamed${index}` } : model));
    const file = parsed(print(program, styleOf(own), newline));
    const edits = minimalEdits(file, print(after, styleOf(other), '\n'));
    assert.equal(applyEdits(file.text, edits), print(after, styleOf(own), newline));
    if (edits.length > 0) changed++;
  });
  fc.assert(property, { numRuns: 500, includeErrorInReport: true });
  assert.ok(changed > 100);
});

// Of two statements of one form, either may be told to be the one that is gone. Those of form 1 are put in.
const distinct = fc.shuffledSubarray([0, 2, 3, 4, 5, 6, 7], { minLength: 1 }).map(modelsOf);

/** A file, and the same with one statement put in and, where there is one, one taken out. */
const exchanges = fc
  .tuple(distinct, styles, styles, newlines, fc.nat(7), fc.nat(7))
  .map(([program, own, other, newline, out, where]) => {
    const after = program.filter((_, index) => index !== out);
    after.splice(where, 0, { form: 1, name: 'added' });
    const file = parsed(print(program, styleOf(own), newline));
    return {
      program,
      own,
      newline,
      out,
      where,
      file,
      printedIn: (ending: '\n' | typeof newline) => print(after, styleOf(other), ending),
    };
  });

test('statements put in and taken out leave those far from them byte for byte', () => {
  const property = fc.property(exchanges, ({ program, own, newline, out, where, file, printedIn }) => {
    const printed = printedIn('\n');
    const result = parsed(applyEdits(file.text, minimalEdits(file, printed)));
    assert.deepEqual(minimalEdits(result, printed), []);
    const style = styleOf(own);
    const spelt = program.map((model) => spell(model, style, newline));
    // Beside the change, brackets of a neighbour may be told to be the new ones.
    const isFar = (index: number): boolean => Math.abs(index - out) > 1 && Math.abs(index - where) > 1;
    for (const [index, text] of spelt.entries()) if (isFar(index)) assert.ok(result.text.includes(text), text);
  });
  fc.assert(property, { numRuns: 500, includeErrorInReport: true });
});

// The lines stay those of the file where names alone are others, as where a statement comes for one of its form.
test('statements put in and taken out cost no more lines than the printed text does', () => {
  const property = fc.property(exchanges, ({ newline, file, printedIn }) => {
    const printed = printedIn(newline);
    const lines = (text: string): number => changedLines(lineEdits(file.text, text));
    const ours = lines(applyEdits(file.text, minimalEdits(file, printed)));
    assert.ok(ours <= lines(printed), `${ours} lines, where the printed text changes ${lines(printed)}`);
  });
  fc.assert(property, { numRuns: 500, includeErrorInReport: true });
});
