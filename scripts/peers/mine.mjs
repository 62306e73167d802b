import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chooserFrom, sample } from '../../dist/src/testing/random.js';

const require = createRequire(import.meta.url);
const itsOwn = createRequire(require.resolve('jscodeshift/package.json'));
const { parse } = itsOwn('@babel/parser');
const { namedTypes } = itsOwn('ast-types');

const MOST = { modules: 6, components: 8, names: 24, others: 12, files: 12 };
const NAME = /^[a-z_$][\w$]*$/;
const RESERVED =
  /^(?:await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield|eval|arguments|type|of|as|from|async|get|set|undefined|object|string|number|boolean|any)$/;

/**
 * Programs made of the strings and keys that stand in a transform: modules are imported, components rendered with all names as props, names called,
 * read and compared with. In a hand that no printer has: quotes, tabs, line ends, parentheses and commas are drawn.
 */
export function mineInputs(transform, seed) {
  const words = wordsIn(sourcesOf(transform));
  const choose = chooserFrom(seed);
  const take = (list, count) => sample(list, count, choose);
  const components = take(words.components, MOST.components);
  const modules = take(words.modules, MOST.modules);
  if (modules.length === 0) modules.push('module');
  return modules.map((module, index) => {
    const names = take(words.names, MOST.names);
    const program = { module, components, names, others: take(words.others, MOST.others) };
    const ending = index % 2 === 0 ? '.jsx' : '.tsx';
    const source = write(program, ending, chooserFrom(seed + index));
    return { file: `mined ${module}`, ending, source, expected: null, origin: 'mined' };
  });
}

/** The transform, and what it requires of its own package. */
function sourcesOf(transform) {
  const found = new Map();
  const pending = [transform];
  for (let file = pending.pop(); file !== undefined && found.size < MOST.files; file = pending.pop()) {
    if (found.has(file)) continue;
    const text = readFileSync(file, 'utf8');
    found.set(file, text);
    for (const [, to] of text.matchAll(/(?:require\(|from\s*|import\s*)["'](\.[^"']+)["']/g)) {
      const base = path.resolve(path.dirname(file), to);
      const next = ['', '.js', '.cjs', '.mjs', '/index.js'].map((end) => base + end).find(isFile);
      if (next !== undefined && /\.[cm]?js$/.test(next)) pending.push(next);
    }
  }
  return [...found.values()];
}

function isFile(file) {
  return existsSync(file) && statSync(file).isFile();
}

function wordsIn(sources) {
  const all = new Set(sources.flatMap(literalsIn));
  const words = { modules: [], components: [], names: [], others: [] };
  for (const word of all) {
    if (word.length > 80 || word === '' || word in namedTypes || RESERVED.test(word)) continue;
    if (/^(?:@[\w-]+\/)?[\w-]+(?:[/.-][\w.-]+)*$/.test(word) && /[/@-]/.test(word) && !word.startsWith('-'))
      words.modules.push(word);
    else if (/^[A-Z]\w*$/.test(word)) words.components.push(word);
    else if (NAME.test(word)) words.names.push(word);
    else if (!/[\r\n`\\$]/.test(word)) words.others.push(word);
  }
  for (const word of words.names) if (/^[a-z]{2,20}$/.test(word) && all.size < 60) words.modules.push(word);
  return words;
}

function literalsIn(source) {
  const options = { sourceType: 'unambiguous', tokens: true, errorRecovery: true, plugins: ['jsx', 'flow'] };
  const { tokens = [] } = parse(source, options);
  return tokens.flatMap(({ type, value }, index) => {
    if (type.label === 'string') return [value];
    return type.label === 'name' && tokens[index + 1]?.type.label === ':' ? [value] : [];
  });
}

function write({ module, components, names, others }, ending, choose) {
  const pick = (...options) => options[choose(options.length)];
  const newline = pick('\n', '\n', '\r\n');
  const string = (word) => (word.includes("'") ? JSON.stringify(word) : pick(`'${word}'`, JSON.stringify(word)));
  const end = () => pick(';', '', ' ;');
  const value = () => pick('x', '(x)', string('y'), '1', 'true', '{ a: 1, }', '[ x,y ]', '() => x', 'function () { return x }');
  const taken = new Set(['x', 'y', 'props', 'React', 'theme', 'useThing', 'local']);
  const imported = [...components, ...names.slice(0, 8)].filter((name) => !taken.has(name) && taken.add(name));
  const [first, ...rest] = imported;
  const props = (list) =>
    list.map((name) => `${name}${pick('', `={${value()}}`, `="${name}"`, '={{ a: 1 }}')}`).join(pick(' ', '\n\t'));
  const lines = [
    pick('// a licence', '/* a licence */', '"use strict"'),
    `import React from ${string('react')}${end()}`,
    first === undefined
      ? `import ${string(module)}${end()}`
      : `import ${pick(`{ ${imported.join(', ')} }`, `${first}${rest.length > 0 ? `, {${rest.join(',')}${pick(',', '')}}` : ''}`)} from ${string(module)} // why`,
    `const local = require(${string(`${module}/sub`)}), x = local.y${end()}`,
    ...imported.slice(0, 3).map((name) => `import My${name} from ${string(`${module}/${name}`)}${end()}`),
    ...names.map((name) =>
      pick(
        `local.${name}(${value()}, ${value()})${end()}`,
        `x.${name} = (${value()})${end()}`,
        `if (x.${name} === ${string(name)}) { x.y( {${RESERVED.test(name) ? 'y' : name}: ${value()}} ) } // ${name}`,
      ),
    ),
    ...imported
      .filter((name) => NAME.test(name))
      .map(
        (name) =>
          `${pick(`const my_${name} = `, '')}${name}({ ${names
            .slice(-6)
            .map((key) => `${key}: ${value()}`)
            .join(', ')}${pick(',', '')} })${end()}`,
      ),
    ...imported
      .filter((name) => /^[A-Z]/.test(name))
      .map((name) =>
        pick(
          `new ${name}(${value()})${end()}`,
          `class X${name} extends ${name} { ${names
            .slice(0, 2)
            .map((key) => `${key}() { return super.${key}( ) }`)
            .join(' ')} }`,
          `${name}.${names[0] ?? 'y'}(x)${end()}`,
        ),
      ),
    ...others.map((word) => `x[${string(word)}] = ${string(word)}${end()}`),
    `const theme = createTheme({ components: { ${components
      .map(
        (name) =>
          `Mui${name}: { defaultProps: { ${names
            .slice(0, 4)
            .map((key) => `${key}: ${value()}`)
            .join(', ')} }, styleOverrides: { root: { ${others
            .slice(0, 3)
            .map((word) => `${string(word)}: { color: ${string('red')} }`)
            .join(', ')} } } }`,
      )
      .join(`,${newline}\t`)} } })${end()}`,
    `export default function Main(props${ending === '.tsx' ? ': any' : ''}) {`,
    `\tconst [ a, setA ] = useThing( (props) )${end()}`,
    `\treturn (${newline}<div className="a">`,
    ...components.map((name) => `\t\t<${name} ${props(some(names, choose, 6))}${pick('/>', ` >{ x /* c */ } text</${name}>`)}`),
    `\t</div>)${end()}`,
    '}',
  ];
  return lines.join('\n').replaceAll('\n', newline) + pick('', newline);
}

function some(names, choose, count) {
  return sample([...new Set(names)], count, choose);
}
