import type { CodeDoc } from 'codex-codemod';

/** What `codemod explain` tells about each refusal. */
export const codes = {
  POOL001: {
    title: 'The pool hands out connections, and who uses them cannot be seen here',
    cause:
      'This function gives a pooled connection to callers in other modules. A statement that fails there leaves its transaction open in the pool.',
    remedy:
      'Offer a context manager that rolls back or closes when its block fails, beside the accessor or instead of it, and use it in the other modules.',
    example:
      '@contextmanager\ndef connection():\n    conn = acquire()\n    try:\n        yield conn\n    finally:\n        release(conn)',
  },
  POOL002: {
    title: 'Where the connection would be discarded it may be unbound, or not the one of the pool',
    cause:
      'The connection is got on some paths only, or inside of the try whose finally gives it back, or it may be one that the caller passed in.',
    remedy: 'Get the connection once, before the try, and give it to the code that needs one as a parameter.',
  },
  POOL003: {
    title: 'A generator holds the connection, and does not yield exactly once',
    cause:
      'With more than one yield, a yield in a handler or a loop, or a generator of rows, leaving the generator half-way is not a failure that can be told from others.',
    remedy: 'Fetch the rows before yielding them, or split the context manager so that it has one yield.',
  },
  POOL004: {
    title: 'A handler swallows the failure and leaves the transaction open',
    cause:
      'The handler neither ends the transaction nor raises again, so that the next user of the connection commits what was left.',
    remedy: 'Roll the connection back in the handler. Whether the exception should go on is for you to decide.',
  },
  POOL005: {
    title: 'The slot that holds the connection has a name that is computed at run time',
    cause: 'The connection is stored under an attribute or a global name that only the running program knows.',
    remedy: 'Keep the connections in a dict, by key.',
  },
  POOL006: {
    title: 'Nothing makes a new connection when this one is discarded',
    cause: 'The pool is filled once, or from values that are gone by now; taking a connection out would leave a hole.',
    remedy: 'Write a function that makes a connection, and let the code that gets one call it when there is none.',
  },
  POOL007: {
    title: 'A loop tries again on a connection that may hold an open transaction',
    cause: 'The handler lets the loop go round again, and the statements of the failed round are still in the transaction.',
    remedy: 'Roll the connection back in the handler, before the next round.',
  },
  POOL008: {
    title: 'A wrapper with a state of its own stands between the pool and the connection',
    cause: 'Entries of the pool are more than the connection, or a handler hands it to code that cannot be seen here.',
    remedy: 'Make sure that the wrapper ends the transaction and forgets a broken connection; then say so where it is called.',
  },
  POOL009: {
    title: 'The pool may hold connections that are not SQLite',
    cause: 'Connections of more than one driver, or of a factory that cannot be seen, go into the same pool.',
    remedy: 'Give each driver its own pool, or repair this one by hand: other drivers have other rules for broken transactions.',
  },
  POOL010: {
    title: 'A cursor leaves the function with its rows unread',
    cause: 'The rows are fetched after the function has ended, where nothing of it can see a failure.',
    remedy: 'Fetch the rows in the function and return them.',
    information: true,
  },
  POOL011: {
    title: 'A connection of the pool is closed by its user, and the pool goes on handing it out',
    cause: 'The function that hands out the connection pools it; this caller closes what it got, as if it were its own.',
    remedy: 'Leave closing to the pool, or stop pooling: one of the two is not needed.',
    information: true,
  },
  POOL012: {
    title: 'After a failure the connection is never given back to the pool',
    cause:
      'The connection is taken out and given back only when all goes well. After as many failures as there are connections everybody waits.',
    remedy: 'Give it back in a finally. Then this codemod can see to the transaction.',
  },
  POOL013: {
    title: 'A caller catches the failure and goes on in the same transaction',
    cause: 'Another function of this module holds the same connection, calls this one, and lets its failures pass.',
    remedy: 'Decide which of the two owns the transaction; use a savepoint for the inner one.',
  },
  POOL014: {
    title: 'The repair cannot be written here without changing more than it should',
    cause: 'The layout of the code, or names that mean something else here, do not allow an exact edit.',
    remedy: 'Put the suite on lines of its own, or rename what hides sqlite3 or logging.',
  },
  POOL015: {
    title: 'No test was written for this repair',
    cause: 'The test would have to know more than the code tells: how the pool is filled, or how the function is reached.',
    remedy: 'Write one by hand, or give the pool a way to fill itself.',
    information: true,
  },
} satisfies Readonly<Record<string, CodeDoc>>;

export type Code = keyof typeof codes;
