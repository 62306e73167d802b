import type { Command } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';

/** The options of `codemod secrets diff`, as commander hands them over. */
export interface SecretsDiffOptions {
  readonly baseline?: string;
  readonly scan?: string;
  readonly json?: boolean;
}

const NOTES = `
Two findings are the same when file, type and hash are: lines may move. Secrets are
never shown, and of their hashes the first digits alone.

Exit codes: 0 the same, 1 drift, 2 usage or no valid baseline,
4 no scan could be made (detect-secrets is missing or failed), 70 a bug.
`;

function help(): string {
  const lines = examples(
    'codemod secrets diff  scan, and compare with .secrets.baseline',
    'codemod secrets diff --scan fresh.json --json  compare with a scan that was made before',
  );
  return lines + NOTES;
}

export function addSecrets(program: Command, finish: Finish): Command {
  const secrets = program.command('secrets').description('compare the baseline of detect-secrets with a fresh scan');
  secrets
    .command('diff')
    .argument('[path]', 'a folder of the repository (default: the current one)')
    .description('say what a fresh scan finds and the baseline does not, and the other way round')
    .option('--baseline <file>', 'the baseline (default: .secrets.baseline at the top of the repository)')
    .option('--scan <file>', 'the result of a scan, instead of running detect-secrets')
    .option('--json', 'print JSON')
    .addHelpText('after', help)
    .exitOverride()
    .showSuggestionAfterError()
    .action(async (path: string | undefined, options: SecretsDiffOptions) => {
      const { runSecretsDiff } = await import('../run-secrets-diff.js');
      finish(await runSecretsDiff(path, options));
    });
  return secrets;
}
