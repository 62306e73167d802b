import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const SIZE = 64 << 20;
const SCRIPT = `const fs = require('fs'); const fd = fs.openSync(process.argv[1], 'r+'); process.stdout.write('go');
for (let i = 0;; i++) { fs.writeSync(fd, 'x', i % 1000); fs.futimesSync(fd, i, i); }`;
/** On a machine that is busy with other things, the writer may not get its turn while the file is read. */
const TRIES = 20;

/** Makes a large file that another process writes to all the time, and reads it until `read` answers something. */
export async function whileWritten<T>(file: string, read: () => Promise<T | null> | T | null): Promise<T | null> {
  writeFileSync(file, Buffer.alloc(SIZE));
  const writer = spawn(process.execPath, ['-e', SCRIPT, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await new Promise((resolve) => writer.stdout.once('data', resolve));
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const found = await read();
      if (found !== null) return found;
    }
    return null;
  } finally {
    writer.kill('SIGKILL');
  }
}
