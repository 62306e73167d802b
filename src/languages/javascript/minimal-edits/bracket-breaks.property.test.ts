import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../core/edit.js';
import { dominantNewline, isSkip } from '../../../core/source-file.js';
import { suite } from '../../../testing/suite.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { parseJavaScript } from '../parse.js';
import { rootOf } from '../syntax-object.js';
import { alignTokens } from './align.js';
import { spacedTokens } from './bracket-breaks.js';
import { countHalfBroken } from './bracket-pairs.js';
import { editsOf, layOut } from './lay-out.js';
import { changedLines, lineEdits } from './line-edits.js';
import { minimalEdits } from './minimal-edits.js';
import { isSameTree } from './same-tree.js';
import { type Sides, sideOf } from './side.js';

const test = suite('line breaks inside of brackets, by property');

/** An expression: a name, or brackets of some form with others in them. */
interface Tree {
  readonly form: number;
  readonly name: string;
  readonly items: readonly Tree[];
}

/** Says of one pair of brackets after the other whether it is broken, and whether it is padded where not. */
type Layout = () => { readonly isBroken: boolean; readonly pad: string };

function layoutOf(seeds: readonly number[]): Layout {
  let at = 0;
  return () => {
    const seed = seeds[at++ % seeds.length] ?? 0;
    return { isBroken: seed % 2 === 0, pad: seed % 3 === 0 ? '' : ' ' };
  };
}

/** Each pair of brackets ends its line on both sides or on neither. */
function spell({ form, name, items }: Tree, layout: Layout, indent: string): string {
  if (items.length === 0) return name;
  const { isBroken, pad } = layout();
  const inner = isBroken ? `${indent}  ` : indent;
  const fill = (open: string, close: string, between: string, written: (item: Tree) => string): string => {
    const [head, foot] = isBroken ? [`\n${inner}`, `\n${indent}`] : [pad, pad];
    return open + head + items.map(written).join(isBroken ? `${between}\n${inner}` : `${between} `) + foot + close;
  };
  const plain = (item: Tree): string => spell(item, layout, inner);
  const forms = [
    () => name + fill('(', ')', ',', plain),
    () => fill('[', ']', ',', plain),
    () => fill('{', '}', ',', (item) => `${item.name}: ${plain(item)}`),
    () => `function () ${fill('{', '}', ';', (item) => `return ${plain(item)}`)}`,
  ];
  return (forms[form % forms.length] ?? (() => name))();
}

function print(program: readonly Tree[], layout: Layout): string {
  return program.map((tree) => `${tree.name} = ${spell(tree, layout, '')};\n`).join('');
}

/** What a transform does to one of the brackets: an item goes or comes, at either end, or the brackets become others. */
function changed(program: readonly Tree[], target: number, deed: number): readonly Tree[] {
  let left = target;
  const visit = (tree: Tree): Tree => {
    if (tree.items.length > 0 && left-- === 0) return done(tree);
    return { ...tree, items: tree.items.map(visit) };
  };
  const done = (tree: Tree): Tree => {
    const put: Tree = { form: 0, name: 'put', items: [] };
    const { items } = tree;
    const [lists, form] = [[items.slice(1), items.slice(0, -1), [put, ...items], [...items, put]], tree.form + deed];
    return deed < lists.length ? { ...tree, items: lists[deed] ?? items } : { ...tree, form };
  };
  return program.map(visit);
}

const names = fc.constantFrom('a', 'b', 'c', 'd');
const treesOf = (depth: number): fc.Arbitrary<Tree> =>
  fc.record({
    form: fc.nat(3),
    name: names,
    items: depth === 0 ? fc.constant([]) : fc.array(treesOf(depth - 1), { maxLength: 3 }),
  });
const programs = fc.array(treesOf(3), { minLength: 1, maxLength: 4 });
const layouts = fc.array(fc.nat(5), { minLength: 3, maxLength: 20 });
const broken = fc.constant([0]);

function parsed(text: string): JavaScriptFile {
  const file = parseJavaScript({ path: 'a.js', text, encoding: 'utf-8', hasBom: false, newline: dominantNewline(text) });
  assert.ok(!isSkip(file), `${JSON.stringify(file)}\n${text}`);
  return file;
}

const halfBroken = (text: string): number => countHalfBroken(spacedTokens(sideOf(parsed(text))));

/** The control: every change of tokens with the white space that it brings along. */
function unmended(file: JavaScriptFile, printed: string): string {
  const sides: Sides = [sideOf(file), sideOf(parsed(printed))];
  const hunks = alignTokens(sides[0].tokens, sides[1].tokens);
  return applyEdits(file.text, editsOf(layOut(hunks, hunks, sides, 'tokens'), sides[0], file.newline));
}

for (const [whose, printers] of Object.entries({ 'a printer that breaks all': broken, 'any printer': layouts })) {
  test(`of ${whose}: where the brackets of both texts agree, those of the result do, at no more lines than the printer’s`, () => {
    let mended = 0;
    const property = fc.property(programs, layouts, printers, fc.nat(12), fc.nat(6), (program, own, other, target, deed) => {
      const file = parsed(print(program, layoutOf(own)));
      const printed = print(changed(program, target, deed), layoutOf(other));
      const result = applyEdits(file.text, minimalEdits(file, printed));
      assert.ok(isSameTree(rootOf(parsed(result).ast), rootOf(parsed(printed).ast)), result);
      assert.equal(halfBroken(result), 0, `${file.text}---\n${printed}---\n${result}`);
      const lines = (text: string): number => changedLines(lineEdits(file.text, text));
      assert.ok(lines(result) <= lines(printed), `${file.text}---\n${printed}---\n${result}`);
      if (halfBroken(unmended(file, printed)) > 0) mended++;
    });
    fc.assert(property, { numRuns: 500, includeErrorInReport: true });
    assert.ok(mended > 20, `the control: ${mended} were half broken`);
  });
}
