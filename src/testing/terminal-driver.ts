import { spawnSync } from 'node:child_process';
import { python3Path } from './python.js';

/** What is done when a text has appeared that was not there at the step before. */
export interface TerminalStep {
  readonly wait: string;
  readonly send?: string;
  /** Columns and rows that the window is changed to. */
  readonly size?: readonly [columns: number, rows: number];
  readonly signal?: 'SIGTERM' | 'SIGINT' | 'SIGHUP' | 'SIGKILL' | 'SIGSTOP' | 'SIGTSTP';
}

export interface TerminalRun {
  /** All that the terminal was sent. */
  readonly output: string;
  /** The exit code, or minus the number of the signal that ended it. */
  readonly status: number;
  /** Whether the terminal was found, at the end, in the mode in which it was given. */
  readonly isRestored: boolean;
  /** The same for each time that the program was stopped; it is continued at once, as by `fg`. */
  readonly stops: readonly boolean[];
}

interface TerminalOptions {
  readonly cwd: string;
  readonly steps: readonly TerminalStep[];
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program in the foreground of a pseudo-terminal, as a shell with job control would, and types what the steps say.
 *
 * @throws Error with what was shown, when a step waits for more than half a minute.
 */
export function runInTerminal(program: readonly string[], options: TerminalOptions): TerminalRun {
  const { cwd, steps, columns = 80, rows = 24, env = {} } = options;
  const { FORCE_COLOR: _, NO_COLOR: __, NODE_EXTRA_CA_CERTS: ___, ...others } = process.env;
  const run = spawnSync(python3Path(), ['-c', DRIVER], {
    cwd,
    env: { ...others, TERM: 'xterm', ...env },
    input: JSON.stringify({ program, steps, columns, rows }),
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status !== 0) throw new Error(`the terminal driver failed: ${run.stderr}`);
  return JSON.parse(run.stdout);
}

/** In the words of Python, whose standard library has pseudo-terminals. */
const DRIVER = `
import fcntl, json, os, pty, select, signal, struct, sys, termios, time

job = json.load(sys.stdin)
report_in, report_out = os.pipe()

def size(fd, columns, rows):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

def report(**facts):
    os.write(report_out, (json.dumps(facts) + "\\n").encode())

def shell():
    """Leads the session and runs the program in the foreground, in a process group of its own."""
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    size(0, job["columns"], job["rows"])
    before = termios.tcgetattr(0)
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        os.tcsetpgrp(0, os.getpid())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        os.execvp(job["program"][0], job["program"])
    report(child=child)
    while True:
        _, status = os.waitpid(child, os.WUNTRACED)
        os.tcsetpgrp(0, os.getpgrp())
        kept = termios.tcgetattr(0) == before
        if not os.WIFSTOPPED(status):
            report(ended=os.waitstatus_to_exitcode(status), kept=kept)
            time.sleep(0.2)
            os._exit(0)
        report(stopped=True, kept=kept)
        # As a shell that is not so careful does it: the program has to set its mode again by itself.
        termios.tcsetattr(0, termios.TCSADRAIN, before)
        os.tcsetpgrp(0, child)
        os.kill(-child, signal.SIGCONT)

leader, master = pty.fork()
if leader == 0:
    shell()
os.close(report_out)

child = None
result = {"output": "", "status": None, "isRestored": False, "stops": []}
output = b""
seen = 0
pending = b""
steps = list(job["steps"])
deadline = time.time() + 30

def take_reports():
    global pending, child
    pending += os.read(report_in, 65536)
    while b"\\n" in pending:
        line, pending = pending.split(b"\\n", 1)
        facts = json.loads(line)
        if "child" in facts:
            child = facts["child"]
        elif "stopped" in facts:
            result["stops"].append(facts["kept"])
        else:
            result["status"], result["isRestored"] = facts["ended"], facts["kept"]

while result["status"] is None:
    ready, _, _ = select.select([master, report_in], [], [], 0.1)
    if report_in in ready:
        take_reports()
    if master in ready:
        try:
            output += os.read(master, 65536)
        except OSError:
            pass
    while steps and child is not None:
        at = output.find(steps[0]["wait"].encode(), seen)
        if at < 0:
            break
        step = steps.pop(0)
        seen = at + len(step["wait"].encode())
        if "size" in step:
            size(master, *step["size"])
        if "signal" in step:
            os.kill(child, getattr(signal, step["signal"]))
        if "send" in step:
            os.write(master, step["send"].encode())
        deadline = time.time() + 30
    if time.time() > deadline:
        os.kill(-child, signal.SIGKILL)
        sys.exit("nothing more came while it waited for %r\\n%s" % (steps[:1], output.decode(errors="replace")))
try:
    while select.select([master], [], [], 0.1)[0]:
        part = os.read(master, 65536)
        if not part:
            break
        output += part
except OSError:
    pass
if steps:
    sys.exit("it ended before %r\\n%s" % (steps[0], output.decode(errors="replace")))
result["output"] = output.decode(errors="replace").replace("\\r\\n", "\\n")
print(json.dumps(result))
`;
