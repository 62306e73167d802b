import { type Command, InvalidArgumentError } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';
import { collect } from '../option-values.js';

/** The options of `codemod inventory`, as commander hands them over. */
export interface InventoryCommandOptions {
  /** A file, or true for the inventory that stands. */
  readonly diff?: string | true;
  readonly check?: boolean;
  readonly stats?: boolean;
  readonly json?: boolean;
  readonly output?: string;
  readonly compress?: boolean;
  readonly keep?: number;
  readonly role?: readonly string[];
  readonly quiet?: boolean;
}

const NOTES = `
The inventory is always of the whole repository. Outside of git it is of the folder
that is named. --diff, --check and --output write nothing in .codex.

Exit codes: 0 done, 1 --check found it out of date, 2 usage, 3 refused (lock),
4 some files could not be read (they are listed with their error), 70 a bug.
`;

function help(): string {
  const lines = examples(
    'codemod inventory  write .codex/inventory.json',
    'codemod inventory --stats  and print a table of roles and languages',
    'codemod inventory --diff  what differs from the inventory that stands; write nothing',
    'codemod inventory --diff=old.json.gz --json  what differs from another one, for a program',
    'codemod inventory --check  for CI: exit 1 when the inventory is out of date',
    'codemod inventory --compress --keep 5  as gzip, and the last five that stood before',
    "codemod inventory --role 'test=qa/**' --output -  print it, with a rule of your own",
  );
  return lines + NOTES;
}

export function addInventory(program: Command, finish: Finish): Command {
  return program
    .command('inventory')
    .argument('[path]', 'a folder of the repository (default: the current one)')
    .description('list every file with size, mode, role, language and SHA-256')
    .option('--diff [file]', 'say what differs from an inventory (.json or .json.gz; default: the one that stands)')
    .option('--check', 'exit 1 when the inventory is out of date')
    .option('--stats', 'print files and bytes by role and language')
    .option('--json', 'print one JSON object instead of text')
    .option('--output <file>', 'write the inventory there instead; - is standard output')
    .option('--compress', 'write it as gzip: inventory.json.gz')
    .option('--no-compress', 'write it plain (default: as the one that stands, else plain)')
    .option('--keep <n>', 'keep at most so many former inventories in .codex/inventory', parseKeep)
    .option('--role <role=glob>', 'a rule that comes before those of the toolkit (repeatable)', collect)
    .option('-q, --quiet', 'print no summary')
    .addHelpText('after', help)
    .action(async (path: string | undefined, options: InventoryCommandOptions) => {
      const { runInventory } = await import('../run-inventory.js');
      const hasWritten = options.diff === undefined && options.check !== true && options.output !== '-';
      finish(await runInventory(path, options), { hasWritten });
    });
}

function parseKeep(value: string): number {
  const count = value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isSafeInteger(count) || count < 0) throw new InvalidArgumentError('It must be a whole number, 0 or above.');
  return count;
}
