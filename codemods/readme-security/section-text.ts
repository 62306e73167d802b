import type { ProjectContext } from 'codex-codemod';
import type { Scan } from './find-scans.js';

type Templates = Pick<ProjectContext<Record<never, never>>, 'template'>;

/** The section, as Markdown that begins with its heading. */
export async function sectionText(scans: readonly Scan[], context: Templates): Promise<string> {
  const items = await Promise.all(scans.map((scan) => itemText(scan, context)));
  const commands = commandsFor(scans);
  const run = commands.length === 0 ? '' : await context.template('run.md', { commands: commands.join('\n') });
  return context.template('section.md', { scanners: items.map((item) => `- ${item}`).join('\n'), run });
}

/** One scanner, as the text of an item. */
export async function itemText({ scanner, hook, jobs }: Scan, context: Templates): Promise<string> {
  const { name, page, finds } = scanner;
  const places = [
    ...(hook === null ? [] : [await fill(context, 'hook.md', { hook })]),
    ...(await Promise.all(jobs.map(({ id, path }) => fill(context, 'job.md', { id, path })))),
  ];
  return fill(context, 'scanner.md', { name, page, finds, places: inWords(places) });
}

async function fill(context: Templates, path: string, values: Readonly<Record<string, string>>): Promise<string> {
  return (await context.template(path, values)).trim();
}

function inWords(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

function commandsFor(scans: readonly Scan[]): readonly string[] {
  const own = scans.flatMap(({ scanner, hook }) => {
    const command = hook === null ? scanner.byHand : `pre-commit run ${hook} --all-files`;
    return command === null ? [] : [command];
  });
  const hasBaseline = scans.some(({ scanner }) => scanner.name === 'detect-secrets');
  return hasBaseline ? [...own, 'npx codex-codemod secrets diff'] : own;
}
