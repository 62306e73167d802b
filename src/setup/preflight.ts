import { sha256 } from '../core/hash.js';
import type { ErrorRecord } from '../records/errors-log.js';
import { probeTool, type ToolProbe } from './probe-tool.js';
import { TOOLS } from './tools.js';

/** Probes every tool that the set-up can use, in their order; one that is missing stops nothing. */
export async function preflight(root: string): Promise<readonly ToolProbe[]> {
  return await Promise.all(TOOLS.map((tool) => probeTool(tool, root)));
}

/**
 * What is missing, as lines for `errors.ndjson`. The same answer is the same record, so that a second run adds nothing; a
 * tool that fails in another way is a new one.
 */
export function preflightErrors(
  probes: readonly ToolProbe[],
  { run, step }: { readonly run: { readonly id: string; readonly time: string }; readonly step: string | null },
): readonly ErrorRecord[] {
  return probes.flatMap((probe): readonly ErrorRecord[] => {
    if (probe.kind === 'found') return [];
    const { name, kind, code, message } = probe;
    const answer = sha256(JSON.stringify([name, kind, message]));
    return [
      {
        ts: run.time,
        run: run.id,
        phase: 'preflight',
        step,
        codemod: null,
        path: null,
        range: null,
        code,
        message,
        context: { sha256: answer, tool: name },
        question: null,
      },
    ];
  });
}
