import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooserFrom, sample } from '../../dist/src/testing/random.js';
import { filesOf } from './install.mjs';
import { mineInputs } from './mine.mjs';

/** How many of the inputs that other transforms of a package have are tried as well. */
const OTHERS = 40;
const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const WRITTEN = fileURLToPath(new URL('./written/', import.meta.url));

/**
 * What a transform is tried on: the inputs that its package ships for it (with what is expected of them), some of those that are shipped for its
 * neighbours, the programs of `written/`, and programs made of the words that stand in the transform itself.
 */
export function inputsOf(folder, name, transform, seed) {
  const shipped = shippedInputs(folder, name);
  const isOwn = ({ file }) => belongsTo(file, transform);
  const own = shipped.filter(isOwn);
  const neighbours = shipped.filter((input) => !isOwn(input));
  const others = sample(neighbours, OTHERS, chooserFrom(seed)).map((input) => ({
    ...input,
    expected: null,
    origin: 'neighbour',
  }));
  const mined = mineInputs(path.join(folder, 'node_modules', name, transform), seed);
  return [...own, ...others, ...writtenInputs(), ...mined].map((input, index) => ({ ...input, path: `${index}${input.ending}` }));
}

/** How packages name an input, and the output that belongs to it. */
const FORMS = [
  [/\.input(\.\w+)$/, '.output$1'],
  [/\.before(\.\w+)$/, '.after$1'],
  [/\/actual([^/]*)$/, '/expected$1'],
  [/\/input\//, '/expected-output/'],
];

function shippedInputs(folder, name) {
  const files = filesOf(folder, name).filter((file) => SOURCE.test(file));
  const read = (file) => readFileSync(path.join(folder, 'node_modules', name, file), 'utf8');
  return files.flatMap((file) => {
    const form = FORMS.find(([input]) => input.test(file));
    if (form === undefined) return [];
    const output = file.replace(...form);
    const expected = files.includes(output) ? read(output) : null;
    return [{ file, ending: SOURCE.exec(file)[0], source: read(file), expected, origin: 'shipped' }];
  });
}

/** By the name of the transform, in the name of the input or of a folder above it. */
function belongsTo(file, transform) {
  const own = path.posix.basename(transform.replace(SOURCE, '').replace(/\/(?:index|transform)$/, ''));
  return file.split('/').some((part) => part.startsWith(own) && /^(?:$|[^A-Za-z0-9])/.test(part.slice(own.length)));
}

function writtenInputs() {
  return readdirSync(WRITTEN).map((file) => {
    const source = readFileSync(path.join(WRITTEN, file), 'utf8');
    return { file, ending: SOURCE.exec(file.replace(/\.txt$/, ''))[0], source, expected: null, origin: 'written' };
  });
}
