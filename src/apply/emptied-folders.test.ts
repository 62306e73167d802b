import assert from 'node:assert/strict';
import { constants } from 'node:os';
import { systemError, watchedFileSystem } from '../testing/failing-file-system.js';
import { checkUndone } from '../testing/fault-check.js';
import { inScenario } from '../testing/faults/in-scenario.js';
import { TWENTY } from '../testing/faults/twenty-files.js';
import { reverse } from '../testing/reverse.js';
import { undoOf } from '../testing/scenario.js';
import { sideOfFiles } from '../testing/side.js';
import { suite } from '../testing/suite.js';

const test = suite('emptied folders');
process.umask(0o022);

const UNDO = undoOf(TWENTY, 'twenty');

test('an undo that cannot remove one of its emptied folders stands, and the next command completes it', async () => {
  let removals = 0;
  await inScenario(UNDO, async (root) => {
    const counting = watchedFileSystem(({ method }) => {
      if (method === 'removeFolder') removals++;
    });
    assert.equal((await reverse(root, 'undo', null, counting)).kind, 'done');
  });
  assert.ok(removals > 4);
  for (let failing = 0; failing < removals; failing++) {
    await inScenario(UNDO, async (root) => {
      let removal = 0;
      const fileSystem = watchedFileSystem(({ method }) => {
        if (method === 'removeFolder' && removal++ === failing) throw systemError('EIO', constants.errno.EIO);
      });
      const result = await reverse(root, 'undo', null, fileSystem);
      assert.equal(result.kind === 'failed' && result.state, 'unfinished', JSON.stringify(result));
      assert.equal(sideOfFiles(root, UNDO), 'after');
      assert.equal(await checkUndone(root, UNDO), 'after');
    });
  }
});
