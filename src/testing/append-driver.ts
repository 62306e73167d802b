// One of many writers: `node append-driver.js <folder> <name> <count> <one|two>` appends entries of 200 bytes to 64 KiB, by one write each or, as a control, by two.

import { nodeFileSystem } from '../files/file-system.js';
import { withRoot } from '../files/folder.js';
import { appendEntry, withRecord } from '../records/append.js';

const [folder, name, count, writes] = process.argv.slice(2);
if (folder === undefined || name === undefined) throw new Error('usage: append-driver.js <folder> <name> <count> <one|two>');

await withRoot(nodeFileSystem, folder, (root) =>
  withRecord(nodeFileSystem, root, 'errors.ndjson', (record) => {
    for (let number = 0; number < Number(count); number++) {
      const size = 200 + ((number * 7919) % 65_000);
      const entry = `${JSON.stringify({ writer: name, number, fill: name.repeat(size) })}\n`;
      const half = writes === 'two' ? entry.length >> 1 : entry.length;
      appendEntry(nodeFileSystem, record, entry.slice(0, half));
      if (half < entry.length) appendEntry(nodeFileSystem, record, entry.slice(half));
    }
  }),
);
