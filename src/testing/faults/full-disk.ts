import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { inScratch } from '../scratch-folder.js';

/** A disk in memory whose room can be changed. */
export interface Disk {
  readonly root: string;
  /** Leaves so much room for more, in KiB. */
  leave(room: number): void;
  /** As much room as anybody wants. */
  grow(): void;
}

const LARGE = '256m';

/** Only root may mount, and not in every container. */
export function canMount(): boolean {
  return (
    process.getuid?.() === 0 &&
    spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' }).status === 0
  );
}

/** Hands out a disk and takes it away afterwards. @throws Error where it cannot be mounted: {@link canMount}. */
export async function onDisk<T>(use: (disk: Disk) => Promise<T>): Promise<T> {
  return await inScratch({}, async (folder) => {
    const root = path.join(folder, 'disk');
    mkdirSync(root);
    mount(root, `size=${LARGE}`);
    try {
      return await use({
        root,
        leave: (room) => mount(root, `remount,size=${usedOf(root) + room}k`),
        grow: () => mount(root, `remount,size=${LARGE}`),
      });
    } finally {
      spawnSync('umount', [root]);
    }
  });
}

function mount(folder: string, options: string): void {
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`mount ${options}: ${stderr}`);
}

/** In KiB, as the file system itself counts. */
function usedOf(folder: string): number {
  const { stdout } = spawnSync('df', ['--output=used', '-k', folder], { encoding: 'utf8' });
  return Number(stdout.split('\n')[1]);
}
