import assert from 'node:assert/strict';
import { type RawAnswer, rawRequest } from '../../testing/raw-request.js';
import { sampleFiles, sampleSession } from '../../testing/sample-session.js';
import { suite } from '../../testing/suite.js';
import { TOKEN_HEADER } from '../model/wire.js';
import { startReviewServer } from './start-review-server.js';

const SECRET = 'secret-folder/secret-name.py';
const session = sampleSession(sampleFiles([{ path: SECRET, before: 'password = old()\n', after: 'password = new()\n' }]));
const server = await startReviewServer(session, {
  limits: { headersTime: 600, requestTime: 1200, lookEvery: 100, body: 64 * 1024 },
});
const { port: portText, hash } = new URL(server.url);
const port = Number(portText);
const token = hash.slice(1);
const [id = ''] = session.files.flatMap(({ hunks }) => hunks.map((hunk) => hunk.id));

const BODY = { plan: session.planId, hunks: [id], verdict: 'accepted', reason: '', edited: null, since: 0 };
const APPLY = { plan: session.planId, version: 0 };

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly version?: string;
  /** Instead of the right ones; null leaves a header out, a list sends it several times. */
  readonly headers?: Readonly<Record<string, string | null | readonly string[]>>;
  readonly body?: unknown;
}

/** A request as the page sends it, but for what is given. */
function request({ method = 'POST', path = '/api/decide', version = 'HTTP/1.1', headers = {}, body = BODY }: Sent): string {
  const text = method === 'POST' || typeof body === 'string' ? (typeof body === 'string' ? body : JSON.stringify(body)) : '';
  const right = {
    host: `127.0.0.1:${port}`,
    origin: `http://127.0.0.1:${port}`,
    'sec-fetch-site': 'same-origin',
    [TOKEN_HEADER]: token,
    ...(text === '' ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
    connection: 'close',
  };
  const lines = Object.entries({ ...right, ...headers }).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (one === null ? [] : [`${name}: ${one}`])),
  );
  return `${method} ${path} ${version}\r\n${lines.join('\r\n')}\r\n\r\n${text}`;
}

const get = (sent: Sent): string => request({ method: 'GET', path: '/api/review', ...sent });

function* hundredMegabytes(head: string): Generator<string | Buffer> {
  yield head;
  const chunk = Buffer.alloc(1024 * 1024, 0x20);
  for (let sent = 0; sent < 100; sent++) yield chunk;
}

function* slowly(text: string, pause: number): Generator<string | number> {
  for (const character of text) {
    yield character;
    yield pause;
  }
}

function* endlessChunks(): Generator<string | number> {
  yield request({ headers: { 'content-length': null, 'transfer-encoding': 'chunked' }, body: '' }).replace(
    '\r\n\r\n',
    '\r\ncontent-type: application/json\r\n\r\n',
  );
  for (let sent = 0; sent < 1000; sent++) {
    yield `${(1024).toString(16)}\r\n${' '.repeat(1024)}\r\n`;
    yield 2;
  }
}

type Case = readonly [name: string, send: Iterable<string | Buffer | number> | string];

const decide = (change: Readonly<Record<string, unknown>>): string => request({ body: { ...BODY, ...change } });
const withHeader = (headers: Sent['headers'] = {}): string => request({ headers });

const CASES: readonly Case[] = [
  // Another name for this machine: DNS rebinding.
  ['the name of another site', get({ headers: { host: 'evil.example' } })],
  ['the name of another site with our port', get({ headers: { host: `evil.example:${port}` } })],
  ['a name that begins like ours', get({ headers: { host: `127.0.0.1:${port}.evil.example` } })],
  ['a name that ends like ours', get({ headers: { host: `evil-127.0.0.1:${port}` } })],
  ['our address without its port', get({ headers: { host: '127.0.0.1' } })],
  ['our address with another port', get({ headers: { host: `127.0.0.1:${port + 1}` } })],
  ['another address of this machine', get({ headers: { host: `127.0.0.2:${port}` } })],
  ['0.0.0.0', get({ headers: { host: `0.0.0.0:${port}` } })],
  ['our address as one number', get({ headers: { host: `2130706433:${port}` } })],
  ['localhost with a dot', get({ headers: { host: `localhost.:${port}` } })],
  ['no Host', get({ headers: { host: null } })],
  ['an empty Host', get({ headers: { host: '' } })],
  ['two Hosts, ours first', get({ headers: { host: [`127.0.0.1:${port}`, 'evil.example'] } })],
  ['two Hosts, ours last', get({ headers: { host: ['evil.example', `127.0.0.1:${port}`] } })],
  ['the page itself under another name', get({ path: '/', headers: { host: 'evil.example' } })],
  ['HTTP/1.0 without Host', get({ version: 'HTTP/1.0', headers: { host: null } })],
  // Another site.
  ['Origin of another site', withHeader({ origin: 'https://evil.example' })],
  ['Origin null, as of a sandboxed frame', withHeader({ origin: 'null' })],
  ['Origin of another port', withHeader({ origin: `http://127.0.0.1:${port + 1}` })],
  ['Origin with https', withHeader({ origin: `https://127.0.0.1:${port}` })],
  ['Origin of localhost to 127.0.0.1', withHeader({ origin: `http://localhost:${port}` })],
  ['Origin with a path', withHeader({ origin: `http://127.0.0.1:${port}/` })],
  ['two Origins', withHeader({ origin: [`http://127.0.0.1:${port}`, 'https://evil.example'] })],
  ['an effect without Origin', withHeader({ origin: null })],
  ['data for the Origin of another site', get({ headers: { origin: 'https://evil.example' } })],
  ['Sec-Fetch-Site cross-site', withHeader({ 'sec-fetch-site': 'cross-site' })],
  ['Sec-Fetch-Site same-site: another port', withHeader({ 'sec-fetch-site': 'same-site' })],
  ['Sec-Fetch-Site none for an effect', withHeader({ 'sec-fetch-site': 'none' })],
  [
    'the page in a frame of another site',
    get({ path: '/', headers: { origin: null, 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' } }),
  ],
  [
    'the script for another site',
    get({ path: '/page.js', headers: { origin: null, 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'script' } }),
  ],
  // The token.
  ['no token', withHeader({ [TOKEN_HEADER]: null })],
  ['an empty token', withHeader({ [TOKEN_HEADER]: '' })],
  ['a wrong token', withHeader({ [TOKEN_HEADER]: '0'.repeat(64) })],
  ['half of the token', withHeader({ [TOKEN_HEADER]: token.slice(0, 32) })],
  ['the token and more', withHeader({ [TOKEN_HEADER]: `${token}0` })],
  ['the token in capitals', withHeader({ [TOKEN_HEADER]: token.toUpperCase().replace(/^[0-9]*$/, 'X') })],
  ['a token of 10,000 characters', withHeader({ [TOKEN_HEADER]: 'a'.repeat(10_000) })],
  ['two tokens', withHeader({ [TOKEN_HEADER]: [token, token] })],
  ['the token in the query', get({ path: `/api/review?token=${token}`, headers: { [TOKEN_HEADER]: null } })],
  ['the token in a cookie', get({ headers: { [TOKEN_HEADER]: null, cookie: `${TOKEN_HEADER}=${token}` } })],
  ['the token as a password', get({ headers: { [TOKEN_HEADER]: null, authorization: `Bearer ${token}` } })],
  // Paths.
  ...[
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/%252e%252e/package.json',
    '/..\\package.json',
    '/page.js/../../../package.json',
    '/page.js%00.html',
    '//api/review',
    '/api//review',
    '/api/review/',
    '/API/review',
    '/api/./review',
    '/api/%72eview',
    '/etc/passwd',
    '/.codex/lock',
    '/page/main.tsx',
    '/page.js?x=1',
    '/api/review?x=1',
    '/api/hunks?from=-1&count=1',
    '/api/hunks?from=0&count=1&count=2',
    '/api/hunks?from=0',
    '/api/hunks?from=1e3&count=1',
    '/api/hunks?__proto__=0&count=1',
    '/api/search?text=',
    '/constructor',
    '/__proto__',
    '*',
  ].map((path): Case => [`path ${path}`, get({ path })]),
  ['an absolute address', get({ path: `http://127.0.0.1:${port}/api/review` })],
  ['an absolute address of another site', get({ path: 'http://evil.example/api/review' })],
  ['NUL in a path', get({ path: '/api/review\0' })],
  ['a line break in a path', get({ path: '/api/review\r\nx: y' })],
  // Methods.
  ...['HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH', 'PROPFIND'].map(
    (method): Case => [`method ${method}`, request({ method, body: JSON.stringify(BODY) })],
  ),
  ['CONNECT', get({ method: 'CONNECT', path: `127.0.0.1:${port}` })],
  ['an effect by GET', get({ path: '/api/apply' })],
  ['data by POST', request({ path: '/api/review' })],
  ['a method that does not exist', get({ method: 'STEAL' })],
  [
    'a preflight',
    get({ method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' } }),
  ],
  ['a method that is told in a header', request({ method: 'GET', headers: { 'x-http-method-override': 'POST' } })],
  // Other protocols.
  [
    'a WebSocket',
    get({
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-version': '13',
      },
    }),
  ],
  [
    'HTTP/2 by upgrade',
    get({ headers: { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAAP__' } }),
  ],
  ['HTTP/2 at once', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['HTTP/0.9', 'GET /api/review\r\n'],
  ['TLS', Buffer.from('16030100c8010000c40303', 'hex').toString('latin1')],
  ['garbage', '\u0001\u0002\u0003\r\n\r\n'],
  ['a header without a name', get({}).replace('origin:', ':')],
  ['a folded header', get({}).replace('\r\norigin', '\r\n origin')],
  // Bodies.
  ['a form', withHeader({ 'content-type': 'application/x-www-form-urlencoded' })],
  ['plain text, as a cross-site form sends JSON', withHeader({ 'content-type': 'text/plain' })],
  ['a form of parts', withHeader({ 'content-type': 'multipart/form-data; boundary=x' })],
  ['no content type', withHeader({ 'content-type': null })],
  ['JSON among other types', withHeader({ 'content-type': 'text/plain, application/json' })],
  ['JSON in another encoding', withHeader({ 'content-type': 'application/json; charset=utf-16' })],
  ['a compressed body', withHeader({ 'content-encoding': 'gzip' })],
  ['no JSON', request({ body: '{"plan":' })],
  ['an empty body', request({ body: '', headers: { 'content-type': 'application/json', 'content-length': '0' } })],
  ['a byte order mark', request({ body: `\ufeff${JSON.stringify(BODY)}` })],
  [
    'a body that is no UTF-8',
    Buffer.from(request({ body: '"\u00ff"', headers: { 'content-length': '3' } }), 'latin1').toString('latin1'),
  ],
  ['a list', request({ body: [BODY] })],
  ['null', request({ body: 'null' })],
  ['a text', request({ body: '"accepted"' })],
  ['__proto__ in the body', request({ body: `{"__proto__":{"verdict":"accepted"},${JSON.stringify(BODY).slice(1)}` })],
  ['constructor in the body', decide({ constructor: { prototype: {} } })],
  ['a member too many', decide({ force: true })],
  ['a member too few', decide({ since: undefined })],
  ['the wrong plan', decide({ plan: '0'.repeat(64) })],
  ['an empty plan', decide({ plan: '' })],
  ['a hunk that does not exist', decide({ hunks: ['0123456789abcdef'] })],
  ['one hunk that does not exist among others', decide({ hunks: [id, '0123456789abcdef'] })],
  ['__proto__ for a hunk', decide({ hunks: ['__proto__'] })],
  ['a hunk twice', decide({ hunks: [id, id] })],
  ['no hunk', decide({ hunks: [] })],
  ['hunks that are no list', decide({ hunks: { length: 1, 0: id } })],
  ['numbers for hunks', decide({ hunks: [0] })],
  ['an unknown verdict', decide({ verdict: 'maybe' })],
  ['a reason of 100,000 characters', decide({ reason: 'x'.repeat(20_000) })],
  ['a reason that is no text', decide({ reason: { toString: 'x' } })],
  ['an edit that is no diff', decide({ edited: 'rm -rf /' })],
  ['a version that is negative', decide({ since: -1 })],
  ['apply for the wrong plan', request({ path: '/api/apply', body: { ...APPLY, plan: 'x' } })],
  ['apply of decisions that nobody has seen', request({ path: '/api/apply', body: { ...APPLY, version: 99 } })],
  ['apply with a query', request({ path: '/api/apply?force=1', body: APPLY })],
  // Too much, too slow, too clever.
  [
    'a body of 100 MB',
    hundredMegabytes(request({ body: ' ', headers: { 'content-length': String(100 * 1024 * 1024) } }).slice(0, -1)),
  ],
  ['a length that is negative', withHeader({ 'content-length': '-1' })],
  ['two lengths', withHeader({ 'content-length': ['5', '500'] })],
  ['a length and chunks', withHeader({ 'transfer-encoding': 'chunked' })],
  ['chunks without end', endlessChunks()],
  [
    'a chunk of a size that is no number',
    request({ headers: { 'content-length': null, 'transfer-encoding': 'chunked' }, body: 'zz\r\n' }),
  ],
  ['an unknown transfer encoding', withHeader({ 'content-length': null, 'transfer-encoding': 'gzip' })],
  ['a promise of a body (100-continue)', withHeader({ expect: '100-continue' })],
  ['another expectation', withHeader({ expect: 'the-spanish-inquisition' })],
  ['headers that come letter by letter', slowly(get({}), 30)],
  [
    'a body that comes letter by letter',
    [request({}).slice(0, -JSON.stringify(BODY).length), ...slowly(JSON.stringify(BODY), 60)],
  ],
  ['a connection that says nothing', []],
  ['a body that never comes', request({}).slice(0, -10)],
  ['2,000 headers', withHeader(Object.fromEntries(Array.from({ length: 2000 }, (_, number) => [`x-${number}`, 'x'.repeat(20)])))],
  ['a header of 1 MB', withHeader({ 'x-long': 'x'.repeat(1024 * 1024) })],
  ['an address of 1 MB', get({ path: `/${'a'.repeat(1024 * 1024)}` })],
  ['a request behind one that is refused', get({ headers: { host: 'evil.example', connection: 'keep-alive' } }) + request({})],
  ['a request in the body of another', request({ path: '/', body: request({}), headers: { connection: 'keep-alive' } })],
];

const test = suite('hostile requests');

const SECRETS = [token, SECRET, 'secret', 'password', import.meta.dirname, process.cwd(), '/home', 'node_modules', '    at '];

/** Why an answer is not as it must be; empty when it is. */
function faults({ status, text }: RawAnswer, isPage: boolean): readonly string[] {
  const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, code]) => Number(code));
  return [
    ...(status === null || (status >= 400 && status < 500) ? [] : [`answers ${status}`]),
    ...(statuses.length > 1 ? [`answers ${statuses.join(', ')}`] : []),
    ...(isPage ? [] : SECRETS.filter((secret) => text.includes(secret)).map((secret) => `tells ${secret}`)),
    ...(/access-control-allow/i.test(text) ? ['has a CORS header'] : []),
  ];
}

test('each hostile request is refused, changes nothing and learns nothing', async () => {
  assert.ok(CASES.length >= 60);
  const wrong: string[] = [];
  const queue = [...CASES];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [name, send] = next;
      const answer = await rawRequest(port, { send: typeof send === 'string' ? [Buffer.from(send, 'latin1')] : send });
      if (answer.time > 8_000) wrong.push(`${name}: is never ended`);
      for (const fault of faults(answer, false)) wrong.push(`${name}: ${fault}`);
      if (session.records.length > 0 || session.applied() > 0) wrong.push(`${name}: has an effect`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  assert.deepEqual(wrong, []);
  console.log(`${CASES.length} hostile requests refused`);
});

test('many connections at once do not keep the page out for long', async () => {
  const flood = Promise.all(Array.from({ length: 300 }, () => rawRequest(port, { send: ['GET / HTTP/1.1\r\n'] })));
  await flood;
  assert.equal((await rawRequest(port, { send: [get({})] })).status, 200);
});

test('a right request has data, and has its effect', async () => {
  const data = await rawRequest(port, { send: [get({})] });
  assert.equal(data.status, 200);
  assert.ok(data.text.includes(SECRET));
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
    const before = session.records.length;
    const done = await rawRequest(port, { send: [request({ headers: { host, origin: `http://${host}` } })] });
    assert.equal(done.status, 200);
    assert.equal(session.records.length, before + 1);
  }
});

test('every answer, of a page, of data and of a refusal, carries the headers that keep others out', async () => {
  const answers = await Promise.all(
    [get({ path: '/' }), get({}), get({ path: '/nowhere' })].map((send) => rawRequest(port, { send: [send] })),
  );
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 404],
  );
  for (const { text } of answers) {
    assert.match(text, /content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; /i);
    for (const header of [
      'nosniff',
      'no-referrer',
      'no-store',
      'cross-origin-opener-policy: same-origin',
      'cross-origin-resource-policy: same-origin',
    ]) {
      assert.ok(text.toLowerCase().includes(header), header);
    }
    assert.doesNotMatch(text, /access-control-|set-cookie|x-powered-by/i);
  }
});

test('faults are found in answers that have some', () => {
  const told = { status: 200, text: `HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\n\r\n${token}HTTP/1.1 200`, time: 0 };
  assert.equal(faults(told, false).length, 3);
  assert.equal(faults({ status: 404, text: 'HTTP/1.1 404 Not Found\r\n\r\n', time: 0 }, false).length, 0);
});

test('it stops when it is closed', async () => {
  await server.close();
  assert.deepEqual(await server.done, { kind: 'closed' });
  assert.equal((await rawRequest(port, { send: [get({})] })).status, null);
});
