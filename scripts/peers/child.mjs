// Runs one transform after the other, each with jscodeshift's own worker and with ours, on the same inputs. One message in, one message out.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadModule } from '../../dist/src/pipeline/load-codemod.js';
import { runOn } from '../../dist/src/testing/run-on.js';

const require = createRequire(import.meta.url);
const WORKER = require.resolve('jscodeshift/src/Worker.js');

process.on('message', async ({ file, inputs, scratch }) => {
  for (const name of ['log', 'info', 'warn', 'error', 'debug', 'table']) console[name] = () => {};
  try {
    process.send(await runBoth(file, inputs, scratch));
  } catch (thrown) {
    process.send({ fault: String(thrown?.message ?? thrown) });
  }
});

async function runBoth(file, inputs, scratch) {
  const loaded = await loadModule(pathToFileURL(file).href).catch((thrown) => ({ fault: thrown.message }));
  if (loaded.fault !== undefined) return loaded;
  return { theirs: await runTheirs(file, inputs, scratch), ours: await runOurs(loaded, inputs) };
}

/** Where a child of ours stands: nowhere near the files. */
async function runOurs(loaded, inputs) {
  process.chdir('/');
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
