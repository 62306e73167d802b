import type { CodeDoc } from 'codex-codemod';

/** What this codemod finds and does not change. */
export const codes: Readonly<Record<string, CodeDoc>> = {
  EXIT001: {
    title: 'The return value comes from the event call',
    cause: 'The exit method returns what the call gives back, so a shield around the call would change what the method returns.',
    remedy:
      'Decide what the method returns when the event cannot be written, call first, and return that value in a line of its own.',
    example: ['class Session:', '    def __exit__(self, exc_type, exc, tb):', '        return log_event("end", repr(exc))'].join(
      '\n',
    ),
  },
  EXIT002: {
    title: "The method swallows the body's exception and has a handler of its own",
    cause: 'The method may return a true value, and the event stands under a handler: both were decided by somebody.',
    remedy: 'Say in the handler what is to become of a failed event, or catch Exception there.',
    example: [
      'class Session:',
      '    def __exit__(self, exc_type, exc, tb):',
      '        try:',
      '            log_event("end", repr(exc))',
      '        except OSError:',
      '            print("disk full")',
      '        return True',
    ].join('\n'),
  },
  EXIT003: {
    title: 'A context manager that is a function writes its end event in a finally',
    cause:
      'When the event fails there, its failure takes the place of the exception of the body. It is another construct than an exit method: a generator, or in JavaScript a function that runs what it is given.',
    remedy: 'Put the event into a try of its own, with a handler that logs the failure.',
    example: [
      'from contextlib import contextmanager',
      '',
      '@contextmanager',
      'def session(name):',
      '    try:',
      '        yield name',
      '    finally:',
      '        log_event("end", name)',
    ].join('\n'),
  },
  EXIT004: {
    title: 'The event and a commit, or another step, depend on each other',
    cause:
      'The event and a commit are one statement, or rows of one transaction; or the event reports on the step before it, such as a commit, a rollback or the release of a lock. A shield would hide a failed commit or let half of a transaction through, and a finally would report what never was.',
    remedy:
      'Write the event and commit in two statements, the event under a handler of its own; tell in the event what came of the step before it.',
    example: [
      'class Session:',
      '    def __exit__(self, exc_type, exc, tb):',
      '        with self.conn:',
      '            self.conn.execute("INSERT INTO session_log VALUES (?)", (repr(exc),))',
    ].join('\n'),
  },
  EXIT005: {
    title: 'The event stands in a teardown that is too tangled to change',
    cause:
      'Clean-up that can fail stands before the event and cannot simply be made its try: it is long, protected in part, computes what the event tells, or stands in another block.',
    remedy: 'Bring the event to the front, or put it into a finally, with a handler for Exception of its own.',
    example: [
      'class Session:',
      '    def __exit__(self, exc_type, exc, tb):',
      '        self.server.stop()',
      '        self.summary = self.client.close()',
      '        log_event("end", self.summary)',
    ].join('\n'),
  },
  EXIT006: {
    title: 'The method may leave before the event',
    cause: 'A return or raise stands before the event, so the end of the session is not always told.',
    remedy: 'Tell the event first, or say that this way out is meant to be silent by telling it there too.',
    example: [
      'class Session:',
      '    def __exit__(self, exc_type, exc, tb):',
      '        if self.closed:',
      '            return',
      '        log_event("end", repr(exc))',
    ].join('\n'),
  },
  EXIT007: {
    title: 'The statements of the event cannot be put into a try as they stand',
    cause: 'They share a line with other statements, or their indentation cannot be deepened without changing what they mean.',
    remedy: 'Give the event a line of its own.',
    example: [
      'class Session:',
      '    def __exit__(self, exc_type, exc, tb):',
      '        log_event("end", repr(exc)); self.close()',
    ].join('\n'),
  },
  EXIT008: {
    title: 'The name that the failure would be logged by is not free here',
    cause:
      'The handler would have to write to a logger and the module has none; and `logging` (JavaScript: `console`) is another thing in this file, or bound under a condition only.',
    remedy: 'Give the module a logger, as `logger = logging.getLogger(__name__)`; in JavaScript as `const logger = pino()`.',
    example: [
      'from app import settings as logging',
      '',
      'class Session:',
      '    def __exit__(self, exc_type, exc, tb):',
      '        log_event("end", logging.level)',
    ].join('\n'),
  },
  EXIT009: {
    title: 'No test was written for a repair',
    cause: 'The repaired class cannot be tried with a stand-in for its object: see the message.',
    remedy: 'Write the test by hand if you want one; the repair itself was made.',
    example: [
      '# key-store.py, with --param with-test=true',
      'class Session:',
      '    def __exit__(self, exc_type, exc, tb):',
      '        log_event("end", repr(exc))',
      '        self.close()',
    ].join('\n'),
    information: true,
  },
  EXIT010: {
    title: 'An exit handler begins what it does not see the end of',
    cause: "Node ends the process when the listeners of 'exit' return: what is awaited, put off or called back never comes.",
    remedy: "Do it synchronously (fs.appendFileSync), or in a listener of 'beforeExit', or before process.exit() is called.",
    example: "process.on('exit', async () => {\n  await client.close();\n  logEvent('session_end');\n});",
  },
  EXIT011: {
    title: 'A finally is left before the error of its try gets out',
    cause:
      'A return, throw, break or continue in a finally takes the place of the error that the try has thrown: nobody sees it.',
    remedy: 'Put it behind the whole try statement, or into a catch if the error is meant to be dropped.',
    example: [
      'class Session {',
      '  close() {',
      '    try {',
      '      this.socket.end();',
      '    } finally {',
      '      return this.id;',
      '    }',
      '  }',
      '}',
    ].join('\n'),
  },
  EXIT012: {
    title: 'The failure of the event is dropped without a word',
    cause: 'The event stands under a catch that is empty: when it cannot be written, nobody learns that the end was not told.',
    remedy: 'Log the error in the catch, or say there in a comment why it may be lost.',
    example: [
      'class Session {',
      '  close() {',
      '    try {',
      "      this.audit.logEvent('session_end');",
      '    } catch {}',
      '  }',
      '}',
    ].join('\n'),
  },
  EXIT013: {
    title: 'Nobody waits for the promise of the event',
    cause:
      'The call gives a promise that is not awaited: the end may come before it is written, and its failure is an unhandled rejection, which ends the process.',
    remedy: 'Await the event under a try with a handler, or give the promise a catch that logs the failure.',
    example: [
      'async function logEvent(event) {',
      "  await store.insert('events', event);",
      '}',
      '',
      'class Session {',
      '  async close() {',
      "    logEvent('session_end');",
      '    await this.client.close();',
      '  }',
      '}',
    ].join('\n'),
  },
};
