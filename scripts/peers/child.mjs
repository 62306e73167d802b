// Runs one transform after the other on its inputs, with jscodeshift's own worker or with ours. One message in, one message out.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { homeOf } from '../../dist/src/pipeline/home-of.js';
import { loadModule } from '../../dist/src/pipeline/load-codemod.js';
import { chooserFrom } from '../../dist/src/testing/random.js';
import { runOn } from '../../dist/src/testing/run-on.js';

const require = createRequire(import.meta.url);
const WORKER = require.resolve('jscodeshift/src/Worker.js');

process.on('message', async ({ whose, file, inputs, scratch }) => {
  for (const name of ['log', 'info', 'warn', 'error', 'debug', 'table']) console[name] = () => {};
  try {
    process.send(await run(whose, file, inputs, scratch));
  } catch (thrown) {
    process.send({ fault: String(thrown?.message ?? thrown) });
  }
});

/** Those that draw names get the same ones in both. */
function seedRandom() {
  const choose = chooserFrom(1);
  Math.random = () => choose(2 ** 32) / 2 ** 32;
}

async function run(whose, file, inputs, scratch) {
  seedRandom();
  if (whose === 'theirs') return { results: await runTheirs(file, inputs, scratch) };
  const loaded = await loadModule(pathToFileURL(file).href).catch((thrown) => ({ fault: thrown.message }));
  return loaded.fault === undefined ? { results: await runOurs(loaded, file, inputs) } : loaded;
}

async function runOurs(loaded, file, inputs) {
  process.chdir(homeOf(file));
  const run = await runOn(loaded, Object.fromEntries(inputs.map(({ path: name, source }) => [name, source])), { unsafe: true });
  const faults = new Map(
    run.outcomes.flatMap(({ path: name, failure, skip }) => ((failure ?? skip) === null ? [] : [[name, failure ?? skip]])),
  );
  const isFailed = new Set(run.outcomes.flatMap(({ path: name, failure }) => (failure === null ? [] : [name])));
  return inputs.map(({ path: name }) => {
    const fault = faults.get(name);
    if (fault === undefined) return { text: run.text(name) };
    return { [isFailed.has(name) ? 'failure' : 'skip']: `${fault.code}: ${fault.message}` };
  });
}

/** The parsers that ours takes by the ending are asked for here; what the transform asks for itself goes before. */
const PARSERS = [
  ['tsx', /\.tsx$/],
  ['ts', /\.[cm]?ts$/],
  ['babel', /\.[cm]?jsx?$/],
];

async function runTheirs(file, inputs, scratch) {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  process.chdir(scratch);
  for (const { path: name, source } of inputs) writeFileSync(path.join(scratch, name), source);
  const told = new Map();
  for (const [parser, ending] of PARSERS) {
    const files = inputs.map(({ path: name }) => name).filter((name) => ending.test(name));
    if (files.length > 0) for (const [name, said] of await work(file, files, parser)) told.set(name, said);
  }
  return inputs.map(({ path: name }) => {
    const said = told.get(name) ?? { status: 'error', message: 'jscodeshift said nothing of it' };
    return said.status === 'error' ? { failure: said.message } : { text: readFileSync(path.join(scratch, name), 'utf8') };
  });
}

/** `src/Worker.js` of jscodeshift as its `--run-in-band` has it. It keeps the parser of the last transform, so it is loaded anew. */
function work(file, files, parser) {
  delete require.cache[WORKER];
  const worker = require(WORKER)([file, 'babel']);
  const told = new Map();
  return new Promise((resolve) => {
    worker.on('message', ({ action, status, msg }) => {
      const name = files.find((one) => action === 'status' && (msg === one || msg.startsWith(`${one} `)));
      if (name !== undefined) told.set(name, { status, message: msg.slice(name.length + 1).split('\n')[0] });
      if (action === 'free') resolve(told);
    });
    worker.send({ files, options: { parser, verbose: 0 } });
  });
}
