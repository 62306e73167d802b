/** What the subjects call: what is told and what is closed is kept, and either can be made to fail. */
export const STORE = `export const kept = { told: [], tried: 0, closed: [], fails: new Set() };

export function logEvent(kind) {
  kept.tried++;
  if (kept.fails.has('log')) throw new RangeError('disk full');
  kept.told.push(kind);
}

export async function logEventLater(kind) {
  await null;
  logEvent(kind);
}

export const client = {
  close() {
    if (kept.fails.has('close')) throw new TypeError('no connection');
    kept.closed.push('client');
  },
  async quit() {
    await null;
    client.close();
  },
};
`;

/** How a session ends. \`run\` of the driver calls the method \`end\` names, as \`using\` would. */
export interface Subject {
  readonly title: string;
  readonly text: string;
  /** True where the clean-up stands before the event. */
  readonly cleansFirst?: boolean;
}

const IMPORTS = "import { client, logEvent, logEventLater } from './store.mjs';\n";
const ID = "Symbol.dispose ??= Symbol.for('dispose');\nSymbol.asyncDispose ??= Symbol.for('asyncDispose');\n";

function subject(title: string, members: string, end: string, cleansFirst = false): Subject {
  const text = `${IMPORTS}${ID}
class Session {
${members}
}

export const end = (session, error) => ${end};
export const open = () => new Session();
`;
  return { title, text, cleansFirst };
}

export const SUBJECTS: readonly Subject[] = [
  subject(
    '[Symbol.dispose] tells first',
    "  [Symbol.dispose]() {\n    logEvent('session_end');\n    client.close();\n  }",
    'session[Symbol.dispose]()',
  ),
  subject(
    '[Symbol.asyncDispose] tells first',
    "  async [Symbol.asyncDispose]() {\n    await logEventLater('session_end');\n    await client.quit();\n  }",
    'session[Symbol.asyncDispose]()',
  ),
  subject(
    'close chooses between events and returns a value',
    "  close(error) {\n    if (error) {\n      logEvent('session_failed');\n    } else {\n      logEvent('session_end');\n    }\n    client.close();\n    return 'closed';\n  }",
    'session.close(error)',
  ),
  subject(
    'destroy is a property and returns a promise',
    "  destroy = async () => {\n    if (this.done) return 'again';\n    this.done = true;\n    const kind = ['session', 'end'].join('_');\n    await logEventLater(kind);\n    await client.quit();\n    return 'destroyed';\n  };",
    'session.destroy()',
  ),
  subject(
    'end cleans up first',
    "  end() {\n    client.close();\n    logEvent('session_end');\n    return 'ended';\n  }",
    'session.end()',
    true,
  ),
  subject(
    'an asynchronous dispose cleans up first',
    "  async dispose() {\n    await client.quit();\n    // the last word\n    await logEventLater('session_end');\n    return 'disposed';\n  }",
    'session.dispose()',
    true,
  ),
  subject(
    'the event stands in a finally',
    "  close() {\n    try {\n      client.close();\n    } finally {\n      logEvent('session_end');\n    }\n    return 'closed';\n  }",
    'session.close()',
    true,
  ),
  subject(
    'the value of the event is kept, and nobody asks for it',
    "  async [Symbol.asyncDispose]() {\n    const told = await logEventLater('session_end');\n    await client.quit();\n  }",
    'session[Symbol.asyncDispose]()',
  ),
  subject(
    'the method returns with the event',
    "  close() {\n    try {\n      return void logEvent('session_end');\n    } finally {\n      client.close();\n    }\n  }",
    'session.close()',
    true,
  ),
  subject(
    'everything stands on one line, the event first',
    "  close() { logEvent('session_end'); client.close(); return 'closed'; }",
    'session.close()',
  ),
  subject(
    'everything stands on one line, the event behind',
    "  close() { client.close(); logEvent('session_end'); }",
    'session.close()',
    true,
  ),
];

/** Runs a subject once for each kind of failure, and prints what became of it. */
export const DRIVER = `import { kept } from './store.mjs';

const rows = {};
const { end, open } = await import(process.argv[2]);

for (const row of ['', 'body', 'log', 'body log', 'close', 'close log', 'body close log']) {
  kept.fails = new Set(row.split(' '));
  Object.assign(kept, { told: [], tried: 0, closed: [] });
  const logged = [];
  console.error = (message, error) => logged.push(message + ': ' + error.name);
  const session = open();
  const body = kept.fails.has('body') ? new SyntaxError('body') : null;
  let out = null;
  let value = null;
  try {
    try {
      if (body !== null) throw body;
    } finally {
      value = (await end(session, body)) ?? null;
    }
  } catch (error) {
    out = error;
  }
  rows[row] = { out: out?.name ?? null, same: out !== null && out === body, value, told: kept.told, tried: kept.tried, closed: kept.closed.length, logged };
}
process.stdout.write(JSON.stringify(rows));
`;
