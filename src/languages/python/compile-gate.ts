import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { findProgram } from '../../core/find-program.js';
import type { Gate, Verdict } from '../gate.js';

/**
 * CPython's own `compile` as the judge: tree-sitter accepts much that Python refuses. The script reads a JSON object a
 * line and answers one, and runs nothing of what it compiles.
 */
const SCRIPT = `
import base64, json, sys, warnings
warnings.simplefilter("ignore")
sys.stdout.reconfigure(encoding="utf-8", newline="\\n")
def check(source):
    if source is None:
        return None
    try:
        compile(base64.b64decode(source), "<file>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return "line %s: %s" % (error.lineno, error.msg)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)
    return None
print(json.dumps({"version": "%d.%d.%d" % sys.version_info[:3]}), flush=True)
for line in sys.stdin:
    job = json.loads(line)
    print(json.dumps({"before": check(job["before"]), "after": check(job["after"])}), flush=True)
`;

/** Milliseconds for one pair of texts. */
const DEADLINE = 30_000;

interface Reply {
  readonly version?: string;
  readonly before?: string | null;
  readonly after?: string | null;
}

/** Starts the judge, or answers null when there is no `python3` on the PATH. */
export async function startCompileGate(command: string | null = findProgram('python3', process.cwd())): Promise<Gate | null> {
  return command === null ? null : startGate(command);
}

async function startGate(command: string): Promise<Gate | null> {
  let judge = await Judge.start(command);
  if (judge === null) return null;
  const { version } = judge;

  async function ask(before: Uint8Array | null, after: Uint8Array): Promise<Reply | null> {
    // A judge that dies is started again, once for each file.
    for (let attempt = 0; attempt < 2; attempt++) {
      judge ??= await Judge.start(command);
      const reply = (await judge?.ask(before, after)) ?? null;
      if (reply !== null) return reply;
      judge = null;
    }
    return null;
  }

  let queue: Promise<unknown> = Promise.resolve();
  return {
    judge: `python3 (CPython ${version})`,
    check(_path, before, after) {
      const verdict = queue.then(async () => verdictOf(await ask(before, after)));
      queue = verdict;
      return verdict;
    },
    async close() {
      await queue;
      judge?.stop();
    },
  };
}

function verdictOf(reply: Reply | null): Verdict {
  if (reply === null) return { kind: 'refused', reason: 'python3 ended twice while it compiled the new text' };
  const { before = null, after = null } = reply;
  if (before !== null) return { kind: 'unjudged', reason: `python3 does not compile the file as it is (${before})` };
  return after === null ? { kind: 'accepted' } : { kind: 'refused', reason: `python3 refuses the new text, ${after}` };
}

/** One python3 process. It works outside of any repository: `python3 -c` inside of one would import that one's modules. */
class Judge {
  readonly version: string;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  private constructor(process: ChildProcessWithoutNullStreams, lines: AsyncIterator<string>, version: string) {
    this.#process = process;
    this.#lines = lines;
    this.version = version;
  }

  static async start(command: string): Promise<Judge | null> {
    const child = spawn(command, ['-I', '-S', '-c', SCRIPT], { cwd: path.parse(process.cwd()).root, stdio: 'pipe' });
    child.on('error', () => {});
    child.stdin.on('error', () => {});
    child.stderr.resume();
    // An idle judge keeps nobody waiting: while it is asked, the timer of the question does.
    child.unref();
    for (const stream of [child.stdin, child.stdout, child.stderr]) if (stream instanceof Socket) stream.unref();
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const first = await nextReply(child, lines);
    return first?.version === undefined ? null : new Judge(child, lines, first.version);
  }

  async ask(before: Uint8Array | null, after: Uint8Array): Promise<Reply | null> {
    this.#process.stdin.write(`${JSON.stringify({ before: base64(before), after: base64(after) })}\n`);
    return nextReply(this.#process, this.#lines);
  }

  stop(): void {
    this.#process.kill('SIGKILL');
  }
}

async function nextReply(child: ChildProcessWithoutNullStreams, lines: AsyncIterator<string>): Promise<Reply | null> {
  const timer = setTimeout(() => child.kill('SIGKILL'), DEADLINE);
  const line = await lines.next();
  clearTimeout(timer);
  return line.done === true ? null : parseReply(line.value);
}

function parseReply(line: string): Reply | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function base64(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : Buffer.from(bytes).toString('base64');
}
