import type { Command } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';
import { addReversal } from './undo.js';

export function addRedo(program: Command, finish: Finish): Command {
  const help = (): string => examples('codemod redo --dry-run', 'codemod redo', 'codemod redo 1a2b3c4d');
  return addReversal(program, finish, 'redo', 'carry an undone run out again, exactly as it was', help);
}
