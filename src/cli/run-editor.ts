import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { messageOf } from '../core/errors.js';
import { safeSearchPath } from '../core/find-program.js';
import type { Edited } from '../review/terminal/io.js';

/**
 * Lets a person edit a text in $VISUAL, $EDITOR or vi. The text stands in a file of a folder that nobody else can read, which
 * is also where the editor runs: in a repository, it might obey what that brings along.
 */
export async function runEditor(text: string, signal: AbortSignal): Promise<Edited> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'codemod-edit-'));
  try {
    const file = path.join(folder, 'hunk.diff');
    writeFileSync(file, text, { mode: 0o600 });
    const fault = await edit(file, folder, signal);
    return fault === null ? { text: readFileSync(file, 'utf8') } : { fault };
  } catch (thrown) {
    return { fault: `The editor could not be run: ${messageOf(thrown)}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A shell runs it, as with git: the variables may hold options too. */
function edit(file: string, cwd: string, signal: AbortSignal): Promise<string | null> {
  const editor = editorCommand(process.env);
  const env = { ...process.env, PATH: safeSearchPath(null).join(path.delimiter) };
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', `${editor} "$@"`, editor, file], { cwd, env, stdio: 'inherit', signal });
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0 ? null : `${editor} failed, so that the hunk stays as it was.`));
  });
}

/** $VISUAL is for terminals that can do more than print. */
export function editorCommand(env: Readonly<Record<string, string | undefined>>): string {
  const visual = env['TERM'] === 'dumb' ? '' : env['VISUAL'];
  return [visual, env['EDITOR']].find((command) => (command ?? '').trim() !== '') ?? 'vi';
}
