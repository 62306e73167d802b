import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runCli } from '../testing/run-cli.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { OutputLines } from './attributed-output.js';

const test = suite('what transforms print');

test('lines are told with their file, however the stream is cut, and also where one is left open', () => {
  const printed = 'start\nm "a.js"\none\r\n\ntwom "b\\nc.js"\nthree\nm null\nfour';
  const expected = [
    ['start', null],
    ['one', 'a.js'],
    ['two', 'a.js'],
    ['three', 'b\nc.js'],
    ['four', null],
  ];
  fc.assert(
    fc.property(fc.array(fc.nat(printed.length), { maxLength: 8 }), (cuts) => {
      const told: (readonly [string, string | null])[] = [];
      const lines = new OutputLines('m ', (line, path) => told.push([line, path]));
      const places = [0, ...cuts.sort((a, b) => a - b), printed.length];
      for (const [index, place] of places.slice(1).entries()) lines.take(printed.slice(places[index], place));
      lines.end();
      assert.deepEqual(told, expected);
    }),
  );
});

test('what a transform prints and reports stands beside its file, in order, and never among results', () => {
  const root = tempFolder();
  const code = `module.exports = ({ path, source }, api) => {
    console.log('logs', source.trim());
    console.error('warns');
    process.stdout.write('open');
    api.report('reports');
    return null;
  };`;
  writeFiles(root, { 't.js': code, 'src/a.js': 'a;\n', 'src/b.js': 'b;\n', 'src/odd\u001b[2J.js': 'c;\n' });
  const { status, stdout, stderr } = runCli(['apply', './t.js', '--json', 'src'], { cwd: root });
  assert.equal(status, 0, stderr);
  assert.doesNotThrow(() => JSON.parse(stdout));
  for (const [file, name] of [
    ['src/a.js', 'a;'],
    ['src/b.js', 'b;'],
    ['src/odd\\x1b[2J.js', 'c;'],
  ] as const) {
    const own = stderr.split('\n').flatMap((line) => {
      const [label, about, ...said] = line.split(': ');
      return label?.endsWith('t.js') && about === file ? [said.join(': ')] : [];
    });
    assert.deepEqual(
      own.filter((line) => line !== 'warns'),
      [`logs ${name}`, 'openreports'],
    );
    assert.ok(own.includes('warns'));
  }
});
