import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type * as tsMorph from 'ts-morph';
import { suite } from '../../../testing/suite.js';
import { ConfigOwners } from './config-owners.js';
import { ModuleResolver } from './module-resolver.js';
import { openProject } from './open-project.js';
import { ProjectFiles } from './project-files.js';

const test = suite('ts-morph projects that are opened');

const require = createRequire(import.meta.url);
const morph = require('ts-morph') as typeof tsMorph;

const CONFIG = JSON.stringify({ compilerOptions: { module: 'nodenext', lib: ['es2023'], types: [] }, include: ['src'] });
const FILES = {
  '/tsconfig.json': CONFIG,
  '/package.json': '{ "type": "module" }',
  '/src/a.ts': "import { b } from './b.js';\nexport const a = b;\n",
  '/src/b.ts': 'export const b = 1;\n',
};

/** Tells how often packages are looked for while a project is changed and asked for types, time after time. */
class CountingFiles extends ProjectFiles {
  looks = 0;

  override kindOf(path: string): ReturnType<ProjectFiles['kindOf']> {
    if (path.endsWith('/package.json')) this.looks++;
    return super.kindOf(path);
  }
}

function opened(texts: Readonly<Record<string, string>> = FILES) {
  const files = new CountingFiles(new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)])), null);
  const owners = new ConfigOwners(morph.ts, files);
  const resolver = new ModuleResolver(morph.ts, files, owners);
  const config = owners.of('/src/a.ts');
  const sources = Object.keys(texts).filter((path) => path.endsWith('.ts'));
  const project = openProject(morph, { files, config, sources, resolver, onSave: () => {} });
  return { files, resolver, project };
}

/** Changes a file and has a new program made, so many times. */
function changeAndAsk(project: tsMorph.Project, times: number): void {
  for (let time = 0; time < times; time++) {
    project.getSourceFileOrThrow('/src/b.ts').addStatements(`export const c${time} = ${time};`);
    assert.equal(project.getSourceFileOrThrow('/src/a.ts').getVariableDeclarationOrThrow('a').getType().getText(), '1');
  }
}

test('packages are looked for once, not for each file of each program', () => {
  const { files, project, resolver } = opened();
  changeAndAsk(project, 2);
  const before = files.looks;
  assert.ok(before > 0);
  changeAndAsk(project, 5);
  assert.equal(files.looks, before);
  // The control: what is forgotten is looked for again.
  resolver.forget();
  changeAndAsk(project, 1);
  assert.ok(files.looks > before);
});
