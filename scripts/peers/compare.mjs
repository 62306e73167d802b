import { createRequire } from 'node:module';
import { diffArrays } from 'diff';
import { parserOptions } from '../../dist/src/languages/javascript/parser-options.js';

const require = createRequire(import.meta.url);
const itsOwn = createRequire(require.resolve('jscodeshift/package.json'));
const { parse } = itsOwn('@babel/parser');
const generator = itsOwn('@babel/generator');
const generate = generator.default ?? generator;

/**
 * A program as Babel's own generator prints it, all of its spelling taken away; null when it does not parse. Two texts with the same one have the same
 * tokens but for quotes, parentheses, commas and semicolons. Nothing of the bridge takes part in this.
 */
export function canonical(file, text) {
  const ast = parsed(file, text);
  if (ast === null) return null;
  plain(ast);
  const { code } = generate(ast, { comments: false, jsescOption: { minimal: true, quotes: 'double' } });
  return code;
}

/**
 * The texts of the comments, their indentation taken away, sorted: ours stay where they stood where a printer moves them. Without the separators that
 * recast writes behind the last comment of a member, into it, which ours takes out.
 */
export function commentsIn(file, text) {
  const all = (parsed(file, text)?.comments ?? []).map(({ type, value }) => {
    const lines = value.split(/\s*[\r\n\u2028\u2029]+\s*/).join('\n');
    return `${type} ${type === 'CommentLine' ? lines.replace(/[;,\s]+$/, '').trim() : lines.trim()}`;
  });
  return all.sort();
}

function parsed(file, text) {
  try {
    return parse(text, { ...parserOptions({ path: file, text }), attachComment: false });
  } catch (thrown) {
    // What is wrong with this script is no fault of the text: two texts that cannot be compared are not the same.
    if (!(thrown instanceof SyntaxError)) throw thrown;
    return null;
  }
}

/** Without recursion: trees may be deep. */
function plain(root) {
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node.type === 'string') spellPlainly(node);
    for (const [key, value] of Object.entries(node)) {
      if (key === 'loc' || key === 'tokens' || key === 'comments') continue;
      for (const child of Array.isArray(value) ? value : [value])
        if (typeof child === 'object' && child !== null) pending.push(child);
    }
  }
}

function spellPlainly(node) {
  delete node.extra;
  if (node.type === 'JSXText') node.value = rendered(node.value);
  if (node.type === 'TemplateElement') node.value.raw = node.value.raw.replace(/\r\n?/g, '\n');
  if (node.type === 'StringLiteral' && /[\r\n]/.test(node.value)) node.value = node.value.replace(/\r\n?/g, '\n');
  for (const list of ['body', 'consequent', 'children']) {
    if (Array.isArray(node[list])) node[list] = node[list].filter((child) => !saysNothing(child));
  }
}

function saysNothing(child) {
  return child.type === 'EmptyStatement' || (child.type === 'JSXText' && rendered(child.value) === '');
}

/** As React's compiler reads text in JSX: lines are trimmed where they meet, and empty ones are none. */
function rendered(text) {
  const lines = text.split(/\r\n|\r|\n/);
  const trimmed = lines.map((line, index) => {
    const left = index === 0 ? line : line.replace(/^[ \t]+/, '');
    return index === lines.length - 1 ? left : left.replace(/[ \t]+$/, '');
  });
  return trimmed.filter((line) => line !== '').join(' ');
}

/** How many lines were taken away or put in. Line ends are parts of lines. */
export function changedLines(before, after) {
  const lines = (text) => text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
  return diffArrays(lines(before), lines(after)).reduce(
    (sum, { added, removed, count }) => sum + (added || removed ? count : 0),
    0,
  );
}
