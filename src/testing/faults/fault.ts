import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';

/** One fault to be injected. Its id says where and what, the same in every run of the same seed. */
export interface Fault {
  readonly id: string;
  /** What it is counted as. */
  readonly kind: string;
  /**
   * Injects it, lets the next command run and checks what must hold then.
   *
   * @returns what became of the run.
   * @throws Error when something of it does not hold.
   */
  inject(): Promise<string>;
}

const VerdictSchema = v.object({ id: v.string(), kind: v.string(), became: v.string(), fault: v.nullable(v.string()) });

/** What a fault came to. `fault` is what did not hold, or null. */
export type Verdict = Readonly<v.InferOutput<typeof VerdictSchema>>;

export interface InjectOptions {
  /** How many are under way at once. */
  readonly jobs: number;
  /** Where each verdict is appended as a line; faults that have one there are not injected again. */
  readonly stateFile: string | null;
  onVerdict(verdict: Verdict): void;
}

/** Injects all faults. None of them stops the others. */
export async function injectAll(faults: AsyncIterable<Fault>, options: InjectOptions): Promise<void> {
  const known = readVerdicts(options.stateFile);
  const queue = faults[Symbol.asyncIterator]();
  const work = async (): Promise<void> => {
    for (let next = await queue.next(); next.done !== true; next = await queue.next()) {
      const before = known.get(next.value.id);
      if (before === undefined) keep(await judge(next.value), options);
      else options.onVerdict(before);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
}

async function judge({ id, kind, inject }: Fault): Promise<Verdict> {
  try {
    return { id, kind, became: await inject(), fault: null };
  } catch (thrown) {
    return { id, kind, became: 'not survived', fault: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function keep(verdict: Verdict, { stateFile, onVerdict }: InjectOptions): void {
  if (stateFile !== null) appendFileSync(stateFile, `${JSON.stringify(verdict)}\n`);
  onVerdict(verdict);
}

/** A line that was cut off by a kill is no verdict: its fault is injected again, as are those that were not survived. */
function readVerdicts(stateFile: string | null): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  if (stateFile === null || !existsSync(stateFile)) return verdicts;
  for (const line of readFileSync(stateFile, 'utf8').split('\n')) {
    const parsed = v.safeParse(VerdictSchema, parseJson(line));
    if (parsed.success && parsed.output.fault === null) verdicts.set(parsed.output.id, parsed.output);
  }
  return verdicts;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
