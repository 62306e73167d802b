import assert from 'node:assert/strict';
import type { ts } from 'ts-morph';
import { CodemodError } from '../../../core/errors.js';
import { suite } from '../../../testing/suite.js';
import { tellLocationsOnce } from './rename-locations.js';

const test = suite('places of a rename');

interface Place {
  readonly start: number;
  readonly length?: number;
  readonly prefixText?: string;
  readonly fileName?: string;
}

function told(...places: readonly Place[]): readonly ts.RenameLocation[] | undefined {
  const locations = places.map(({ start, length = 4, fileName = '/src/a.ts', ...more }) => ({
    fileName,
    textSpan: { start, length },
    ...more,
  }));
  const service = { findRenameLocations: () => (places.length === 0 ? undefined : locations) };
  tellLocationsOnce(service);
  return service.findRenameLocations();
}

test('what is told twice is told once, in the order it was told', () => {
  assert.deepEqual(
    told({ start: 9 }, { start: 0 }, { start: 9 }, { start: 4 })?.map(({ textSpan }) => textSpan.start),
    [9, 0, 4],
  );
  assert.equal(told(), undefined);
  // The control: the same place of another file is another place.
  assert.equal(told({ start: 9 }, { start: 9, fileName: '/src/b.ts' })?.length, 2);
});

test('places that overlap are refused: no text can be right for both', () => {
  const refused = (thrown: unknown): boolean => thrown instanceof CodemodError && thrown.code === 'output-refused';
  assert.throws(() => told({ start: 9 }, { start: 9, prefixText: 'load: ' }), refused);
  assert.throws(() => told({ start: 9 }, { start: 0 }, { start: 3 }), refused);
});
