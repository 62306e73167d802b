import type { CodeDoc } from 'codex-codemod';

/** What `codemod explain` tells about each refusal. */
export const codes = {
  POOL001: {
    title: 'The pool hands out connections, and who uses them cannot be seen here',
    cause:
      'This function gives a pooled connection to callers in other modules. A statement that fails there leaves its transaction open in the pool.',
    remedy:
      'Offer a context manager that rolls back or closes when its block fails, beside the accessor or instead of it, and use it in the other modules.',
    example: [
      'import queue, sqlite3',
      '',
      'pool = queue.Queue()',
      'pool.put(sqlite3.connect("app.db", check_same_thread=False))',
      '',
      'def acquire():',
      '    return pool.get()',
    ].join('\n'),
  },
  POOL002: {
    title: 'Where the connection would be discarded it may be unbound, or not the one of the pool',
    cause:
      'The connection is got on some paths only, or inside of the try whose finally gives it back, or it may be one that the caller passed in; or, in JavaScript, it is taken out of its pool in a way that is not followed, as by an assignment in a try.',
    remedy: 'Get the connection once, before the try, and give it to the code that needs one as a parameter.',
    example: [
      'import sqlite3',
      'pool = {}',
      '',
      'def add(path, conn=None):',
      '    if conn is None:',
      '        conn = pool.setdefault(path, sqlite3.connect(path))',
      '    conn.execute("INSERT INTO t VALUES (1)")',
      '    conn.commit()',
    ].join('\n'),
  },
  POOL003: {
    title: 'A generator holds the connection, and does not yield exactly once',
    cause:
      'With more than one yield, a yield in a handler or a loop, or a generator of rows, leaving the generator half-way is not a failure that can be told from others.',
    remedy: 'Fetch the rows before yielding them, or split the context manager so that it has one yield.',
    example: [
      'import sqlite3',
      'pool = {}',
      '',
      'def rows(path, sql):',
      '    conn = pool.setdefault(path, sqlite3.connect(path))',
      '    for row in conn.execute(sql):',
      '        yield row',
    ].join('\n'),
  },
  POOL004: {
    title: 'A handler swallows the failure and leaves the transaction open',
    cause:
      'The handler neither ends the transaction nor raises again, so that the next user of the connection commits what was left.',
    remedy: 'Roll the connection back in the handler. Whether the exception should go on is for you to decide.',
    example: [
      'import sqlite3',
      'pool = {}',
      'def add(path):',
      '    conn = pool.setdefault(path, sqlite3.connect(path))',
      '    try:',
      '        conn.execute("INSERT INTO t VALUES (1)")',
      '    except sqlite3.Error:',
      '        print("not stored")',
    ].join('\n'),
  },
  POOL005: {
    title: 'The slot that holds the connection has a name that is computed at run time',
    cause: 'The connection is stored under an attribute or a global name that only the running program knows.',
    remedy: 'Keep the connections in a dict, by key.',
    example: [
      'import sqlite3, threading',
      'local = threading.local()',
      'def add(name):',
      '    if not hasattr(local, name):',
      '        setattr(local, name, sqlite3.connect(name))',
      '    conn = getattr(local, name)',
      '    conn.execute("INSERT INTO t VALUES (1)")',
      '    conn.commit()',
    ].join('\n'),
  },
  POOL006: {
    title: 'Nothing makes a new connection when this one is discarded',
    cause: 'The pool is filled once, or from values that are gone by now; taking a connection out would leave a hole.',
    remedy: 'Write a function that makes a connection, and let the code that gets one call it when there is none.',
    example: [
      'import sqlite3',
      '',
      'SHARDS = {name: sqlite3.connect(name) for name in ("users.db", "posts.db")}',
      '',
      'def add_user(name):',
      '    conn = SHARDS["users.db"]',
      '    conn.execute("INSERT INTO users VALUES (?)", (name,))',
      '    conn.commit()',
    ].join('\n'),
  },
  POOL007: {
    title: 'A loop tries again on a connection that may hold an open transaction',
    cause: 'The handler lets the loop go round again, and the statements of the failed round are still in the transaction.',
    remedy: 'Roll the connection back in the handler, before the next round.',
    example: [
      'import sqlite3',
      'pool = {}',
      'def add(path):',
      '    conn = pool.setdefault(path, sqlite3.connect(path))',
      '    while True:',
      '        try: conn.execute("INSERT INTO t VALUES (1)"); conn.commit(); break',
      '        except sqlite3.OperationalError: print("again")',
    ].join('\n'),
  },
  POOL008: {
    title: 'A wrapper with a state of its own stands between the pool and the connection',
    cause:
      'Entries of the pool are more than the connection, or a handler hands it to code that cannot be seen here; or, in JavaScript, another function may give it back.',
    remedy: 'Make sure that the wrapper ends the transaction and forgets a broken connection; then say so where it is called.',
    example: [
      'import sqlite3, time',
      'entries = {}',
      'def touch(path):',
      '    if path not in entries:',
      '        entries[path] = (sqlite3.connect(path), time.time())',
      '    conn = entries[path][0]',
      '    conn.execute("UPDATE t SET seen = 1")',
      '    conn.commit()',
    ].join('\n'),
  },
  POOL009: {
    title: 'The pool may hold connections that are not SQLite',
    cause: 'Connections of more than one driver, or of a factory that cannot be seen, go into the same pool.',
    remedy: 'Give each driver its own pool, or repair this one by hand: other drivers have other rules for broken transactions.',
    example: [
      'import psycopg2, sqlite3, threading',
      'local = threading.local()',
      '',
      'def add(dsn):',
      '    if not hasattr(local, "conn"):',
      '        local.conn = psycopg2.connect(dsn) if dsn else sqlite3.connect("app.db")',
      '    local.conn.execute("INSERT INTO t VALUES (1)")',
      '    local.conn.commit()',
    ].join('\n'),
  },
  POOL010: {
    title: 'A cursor leaves the function with its rows unread',
    cause: 'The rows are fetched after the function has ended, where nothing of it can see a failure.',
    remedy: 'Fetch the rows in the function and return them.',
    example: [
      'import sqlite3',
      '',
      'pool = {}',
      '',
      'def query(path, sql):',
      '    conn = pool.setdefault(path, sqlite3.connect(path))',
      '    return conn.execute(sql)',
    ].join('\n'),
    information: true,
  },
  POOL011: {
    title: 'A connection of the pool is closed by its user, and the pool goes on handing it out',
    cause: 'The function that hands out the connection pools it; this caller closes what it got, as if it were its own.',
    remedy: 'Leave closing to the pool, or stop pooling: one of the two is not needed.',
    example: [
      'import contextlib, sqlite3',
      'pool = {}',
      'def get(path):',
      '    return pool.setdefault(path, sqlite3.connect(path))',
      'def add(path):',
      '    with contextlib.closing(get(path)) as conn:',
      '        conn.execute("INSERT INTO t VALUES (1)")',
      '        conn.commit()',
    ].join('\n'),
    information: true,
  },
  POOL012: {
    title: 'After a failure the connection is never given back to the pool',
    cause:
      'The connection is taken out and given back only when all goes well. After as many failures as there are connections everybody waits.',
    remedy: 'Give it back in a finally. Then this codemod can see to the transaction.',
    example: [
      'import queue, sqlite3',
      'pool = queue.Queue()',
      'pool.put(sqlite3.connect("app.db", check_same_thread=False))',
      'def add():',
      '    conn = pool.get()',
      '    conn.execute("INSERT INTO t VALUES (1)")',
      '    conn.commit()',
      '    pool.put(conn)',
    ].join('\n'),
  },
  POOL013: {
    title: "The transaction is not this function's alone",
    cause:
      'Another function holds the same connection, calls this one, and lets its failures pass; or this one writes and leaves the commit to others, or commits what others have written. Ending the transaction would lose their work.',
    remedy: 'Decide which function owns the transaction, and let that one roll back; use a savepoint for the inner one.',
    example: [
      'import sqlite3; pool = {}',
      'def add(path):',
      '    conn = pool.setdefault(path, sqlite3.connect(path)); conn.execute("INSERT INTO t VALUES (1)")',
      'def add_all(path):',
      '    conn = pool.setdefault(path, sqlite3.connect(path))',
      '    try: add(path)',
      '    except sqlite3.Error: pass',
      '    conn.commit()',
    ].join('\n'),
  },
  POOL014: {
    title: 'The repair cannot be written here without changing more than it should',
    cause:
      'The layout of the code, or names that mean something else here, do not allow an exact edit; or a handler or a finally commits, which is for its author to decide.',
    remedy:
      'Put the suite on lines of its own, rename what hides sqlite3 or logging, or commit where nothing has failed and roll back in the handler.',
    example: [
      'import sqlite3',
      'pool = {}',
      '',
      'def add(path, logging):',
      '    conn = pool.setdefault(path, sqlite3.connect(path))',
      '    conn.execute("INSERT INTO t VALUES (1)")',
      '    logging.info("added")',
      '    conn.commit()',
    ].join('\n'),
  },
  POOL015: {
    title: 'No test was written for this repair',
    cause: 'The test would have to know more than the code tells: how the pool is filled, or how the function is reached.',
    remedy: 'Write one by hand, or give the pool a way to fill itself.',
    example: [
      '# key-store.py, with --param with-test=true',
      'import sqlite3',
      'pool = {}',
      '',
      'def add(path):',
      '    conn = pool.setdefault(path, sqlite3.connect(path))',
      '    conn.execute("INSERT INTO t VALUES (1)")',
      '    conn.commit()',
    ].join('\n'),
    information: true,
  },
  POOL016: {
    title: 'Another thread may be at work on the connection when the failure is seen',
    cause:
      'A method of the connection is run by another thread. When the caller is cancelled, or fails, that thread goes on, and what it does comes after the repair.',
    remedy: 'Let one function get the connection, use it, and roll it back, and have the other thread run that whole function.',
    example: [
      'import asyncio, sqlite3',
      'pool = {}',
      '',
      'async def add(path):',
      '    conn = pool.setdefault(path, sqlite3.connect(path, check_same_thread=False))',
      '    await asyncio.to_thread(conn.execute, "INSERT INTO t VALUES (1)")',
      '    await asyncio.to_thread(conn.commit)',
    ].join('\n'),
  },
  POOL017: {
    title: 'A failure of the connection reaches a callback, or a promise that nobody waits for',
    cause:
      'Where the function goes on without waiting, no try around its statements sees the failure, and the transaction stays open on the pooled connection.',
    remedy:
      'Await each promise of the connection; with sqlite3, use the promises of the package sqlite, or roll back in each callback.',
    example: [
      "const sqlite3 = require('sqlite3');",
      'const pool = new Map();',
      'function add(path, done) {',
      '  if (!pool.has(path)) pool.set(path, new sqlite3.Database(path));',
      '  const db = pool.get(path);',
      "  db.run('BEGIN');",
      "  db.run('INSERT INTO t VALUES (1)');",
      "  db.run('COMMIT', done);",
      '}',
    ].join('\n'),
  },
} satisfies Readonly<Record<string, CodeDoc>>;

export type Code = keyof typeof codes;
