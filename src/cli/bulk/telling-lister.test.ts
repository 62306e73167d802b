import assert from 'node:assert/strict';
import type { RepositoryLister } from '../../bulk/forges/forge.js';
import { suite } from '../../testing/suite.js';
import { tellingLister } from './telling-lister.js';

const test = suite('telling lister');

test('each host is told once, before it is asked, and its name is data', () => {
  const lines: string[] = [];
  const lister: RepositoryLister = async function* () {};
  const listerOf = tellingLister(
    ({ host }: { readonly host: string }) => {
      lines.push(`asked ${host.length}`);
      return lister;
    },
    (line) => lines.push(line),
  );
  for (const host of ['a.example', 'b\u001b[2J', 'a.example']) assert.equal(listerOf({ host }), lister);
  assert.deepEqual(lines, [
    'Asking a.example for its repositories.\n',
    'asked 9',
    'Asking b\\x1b[2J for its repositories.\n',
    'asked 5',
    'asked 9',
  ]);
});
