import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import path from 'node:path';
import type { FleetFile } from './kinds.js';

export interface FleetCommit {
  readonly files: Iterable<FleetFile>;
}

/** 2024-01-01, so that equal fleets have equal commits. */
const DATE = '1704067200 +0000';

/**
 * Writes commits without parents into a bare repository, all by one process.
 *
 * @returns their ids, in their order.
 */
export async function importCommits(
  folder: string,
  commits: AsyncIterable<FleetCommit> | Iterable<FleetCommit>,
): Promise<readonly string[]> {
  const marks = path.join(folder, 'marks');
  const child = spawn('git', ['--git-dir', folder, 'fast-import', '--quiet', '--done', `--export-marks=${marks}`], {
    env: { PATH: process.env['PATH'] ?? '', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(child, 'close');
  child.stdin.on('error', () => {});
  let count = 0;
  try {
    for await (const { files } of commits) {
      count++;
      for (const chunk of commitChunks(count, files)) {
        if (!child.stdin.write(chunk)) await Promise.race([once(child.stdin, 'drain'), ended]);
      }
    }
    child.stdin.end('done\n');
  } catch (error) {
    // It would wait for the rest for ever, and keep this process from its end.
    child.kill();
    throw error;
  }
  const [status] = await ended;
  if (status !== 0) throw new Error(`git fast-import ended with ${status}`);
  return idsOf(readFileSync(marks, 'utf8'), count);
}

function* commitChunks(mark: number, files: Iterable<FleetFile>): Iterable<string | Buffer> {
  yield `commit refs/heads/fleet-${mark}\nmark :${mark}\ncommitter Fleet <fleet@example.com> ${DATE}\ndata 5\nfirst\n`;
  for (const { path: name, mode, content } of files) {
    if (mode === '160000') yield `M 160000 ${content.toString('latin1')} ${quoted(name)}\n`;
    else {
      yield `M ${mode} inline ${quoted(name)}\ndata ${content.length}\n`;
      yield content;
      yield '\n';
    }
  }
  yield '\n';
}

/** As C writes it: the only form in which every name can be said. */
function quoted(name: string): string {
  return `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

function idsOf(marks: string, count: number): readonly string[] {
  const byMark = new Map(
    marks
      .split('\n')
      .filter((line) => line !== '')
      .map((line): [string, string] => [line.slice(1, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  );
  return Array.from({ length: count }, (_, index) => byMark.get(String(index + 1)) ?? '');
}
