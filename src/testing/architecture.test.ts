import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from './suite.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Which layers a layer may import, besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  languages: ['core'],
  files: ['core'],
  trees: ['core'],
  records: ['core', 'files'],
  reports: ['core'],
  pipeline: ['core', 'languages', 'trees'],
  apply: ['core', 'files', 'records', 'trees'],
  inventory: ['core', 'files', 'trees', 'apply'],
  programs: ['core'],
  review: ['core'],
  secrets: ['core', 'trees', 'programs', 'inventory'],
  setup: ['core', 'records', 'programs'],
  recipes: ['core', 'files', 'languages', 'trees', 'records', 'pipeline', 'apply', 'inventory', 'secrets', 'setup'],
  bulk: [
    ...['core', 'files', 'languages', 'trees', 'records', 'pipeline', 'apply', 'inventory', 'programs', 'recipes', 'reports'],
    'review',
  ],
  cli: [
    'core',
    'files',
    'languages',
    'trees',
    'records',
    'pipeline',
    'apply',
    'inventory',
    'secrets',
    'setup',
    'recipes',
    'reports',
    'review',
    'bulk',
    'index',
  ],
  testing: [
    'core',
    'files',
    'languages',
    'trees',
    'records',
    'pipeline',
    'apply',
    'inventory',
    'recipes',
    'reports',
    'review',
    'bulk',
    'index',
  ],
  pins: ['core'],
  workflows: ['core', 'languages', 'pins'],
  index: ['core', 'languages', 'pins', 'workflows'],
};

/** `codemod test` is the one command that runs fixtures. */
const TESTERS = new Set(['src/cli/test-codemods.ts', 'src/cli/write-new-codemod.ts']);

const PARSERS = [
  ...['tree-sitter', 'tree-sitter-python', '@babel/parser', 'jscodeshift', 'ts-morph', '@ast-grep/napi'],
  ...['mdast-util-from-markdown', 'micromark-extension-gfm', 'micromark-extension-frontmatter', 'jsonc-parser'],
  ...['toml-eslint-parser', 'smol-toml'],
];

interface Import {
  readonly from: string;
  readonly to: string;
}

function sources(folder: string): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'));
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from '([^']+)'|\bimport\('([^']+)'\)|(?:^|\n)import '([^']+)'/g,
  );
  return [...found].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? '';
    const to = specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier;
    return { from: file, to };
  });
}

function layerOf(file: string): string {
  const [, layer = ''] = /^src\/([^/.]+)/.exec(file) ?? [];
  return layer;
}

function layerFaults(imports: readonly Import[]): readonly string[] {
  return imports.flatMap(({ from, to }) => {
    const [here, there] = [layerOf(from), layerOf(to)];
    if (!to.startsWith('src/') || here === there || MAY_IMPORT[here]?.includes(there)) return [];
    return there === 'testing' && TESTERS.has(from) ? [] : [`${from} imports ${to}`];
  });
}

const test = suite('architecture');
const all = sources('src').flatMap(importsOf);

test('layers import downwards only', () => assert.deepEqual(layerFaults(all), []));

test('every layer is known', () => {
  assert.deepEqual(
    [...new Set(sources('src').map(layerOf))].filter((layer) => MAY_IMPORT[layer] === undefined),
    [],
  );
});

test('parsers are imported by languages alone, and by the loader of TypeScript codemods', () => {
  const strangers = all.filter(({ from, to }) => PARSERS.includes(to) && layerOf(from) !== 'languages');
  assert.deepEqual(
    strangers.map(({ from }) => from),
    ['src/pipeline/typescript-hooks.ts'],
  );
});

test('codemods import the authoring API alone', () => {
  const faults = sources('codemods')
    .flatMap(importsOf)
    .filter(
      ({ from, to }) => to !== 'codex-codemod' && !to.startsWith(path.posix.dirname(from).split('/').slice(0, 2).join('/')),
    );
  assert.deepEqual(faults, []);
});

test('the rule is one that can be broken', () => {
  assert.equal(layerFaults([{ from: 'src/core/edit.ts', to: 'src/pipeline/plan.js' }]).length, 1);
  assert.equal(layerFaults([{ from: 'src/pipeline/plan.ts', to: 'src/core/edit.js' }]).length, 0);
});
