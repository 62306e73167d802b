import assert from 'node:assert/strict';
import { suite } from '../../testing/suite.js';
import { MASK, makeRedactor, NO_REDACTOR } from './redactor.js';

const test = suite('redacting secrets');

const SECRET = 'ghp_s3cr3t/Va+lue&"<Z=9~\\%q';
const PLAIN = 'glpat-AbCdEfGh0123456789xY';

const percent = (text: string, upper = true): string =>
  [...Buffer.from(text)]
    .map((byte) => `%${upper ? byte.toString(16).padStart(2, '0').toUpperCase() : byte.toString(16).padStart(2, '0')}`)
    .join('');
const unicode = (text: string): string => [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const html = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

type Shape = (secret: string) => string;
const SHAPES: Readonly<Record<string, Shape>> = {
  raw: (s) => s,
  'in a sentence': (s) => `the token ${s} was refused`,
  'in an https address': (s) => `https://x-access-token:${s}@github.com/acme/api`,
  'as a user name': (s) => `https://${s}@github.com/acme/api`,
  'in a header': (s) => `Authorization: Bearer ${s}\r\n`,
  'in a header of GitLab': (s) => `PRIVATE-TOKEN: ${s}`,
  'in git settings': (s) => `http.https://github.com/.extraheader=AUTHORIZATION: bearer ${s}`,
  'in a variable': (s) => `GITHUB_TOKEN=${s}`,
  twice: (s) => `${s}${s}`,
  'between letters': (s) => `aaa${s}bbb`,
  'in a query': (s) => `?access_token=${encodeURIComponent(s)}&x=1`,
  'percent-encoded by a form': (s) => new URLSearchParams({ token: s }).toString(),
  'percent-encoded by URL': (s) => new URL(`https://u:${encodeURIComponent(s)}@example.org`).href,
  'percent-encoded in whole': (s) => percent(s),
  'percent-encoded in lower case': (s) => percent(s, false),
  'percent-encoded in part': (s) => `${percent(s.slice(0, 5))}${s.slice(5).replaceAll('%', '%25')}`,
  'percent-encoded twice': (s) => encodeURIComponent(encodeURIComponent(s)),
  'percent-encoded twice in whole': (s) => encodeURIComponent(percent(s)),
  JSON: (s) => JSON.stringify({ token: s }),
  'JSON in JSON': (s) => JSON.stringify(JSON.stringify({ token: s })),
  'JSON with escaped slashes': (s) => JSON.stringify(s).replaceAll('/', '\\/'),
  'JSON all escaped': (s) => `"${unicode(s)}"`,
  'JSON all escaped in upper case': (s) => `"${unicode(s).replace(/u[0-9a-f]{4}/g, (u) => `u${u.slice(1).toUpperCase()}`)}"`,
  'JSON escaped as .NET does': (s) =>
    s.replace(/[&<>+'"]/g, unicode).replaceAll('\\', (m, at: number, all: string) => (all[at + 1] === 'u' ? m : '\\\\')),
  HTML: (s) => `<p>${html(s)}</p>`,
  'HTML by numbers': (s) => [...s].map((c) => `&#${c.charCodeAt(0)};`).join(''),
  'HTML by hexadecimal numbers': (s) => [...s].map((c) => `&#x${c.charCodeAt(0).toString(16)};`).join(''),
  base64: (s) => base64(s),
  'base64 for URLs': (s) => Buffer.from(s).toString('base64url'),
  'base64 of user and secret': (s) => `Authorization: Basic ${base64(`x-access-token:${s}`)}`,
  'base64 of oauth2 and secret': (s) => `Authorization: Basic ${base64(`oauth2:${s}`)}`,
  'base64 of secret and password': (s) => `Authorization: Basic ${base64(`${s}:x-oauth-basic`)}`,
  'base64 of one byte and secret': (s) => base64(`a${s}`),
  'base64 of two bytes and secret': (s) => base64(`ab${s}`),
  'base64 of much around it': (s) =>
    base64(`{"long":"${'x'.repeat(100)}","token":"${'y'}`).replace(/=+$/, '') + base64(`${s} and more`),
  'base64 in an address': (s) => encodeURIComponent(base64(`user:${s}`)),
  'base64 in JSON with escaped slashes': (s) => JSON.stringify(base64(`u:${s}`)).replaceAll('/', '\\/'),
  'base64 of the percent-encoded secret': (s) => base64(`user:${encodeURIComponent(s)}`),
  hexadecimal: (s) => Buffer.from(s).toString('hex'),
  'hexadecimal in upper case': (s) => Buffer.from(s).toString('hex').toUpperCase(),
  'in a stack trace': (s) => new Error(`failed: git -c http.extraHeader=${s}`).stack ?? '',
  'in an argv array': (s) => `[ 'git', 'push', 'https://${s}@github.com/a/b' ]`,
  'in a shell quote': (s) => `'${s}'`,
  'over several lines': (s) => `a\n${s}\nb\n${s}`,
};

/** Everything that a reader could take the secret from: the text itself, and what each of its decodings gives. */
function revealed(text: string, secret: string): boolean {
  const bits = 6;
  const views = [text, text.replaceAll('\\', ''), decodeAll(text)];
  const pieces = [secret.slice(0, bits + 4), secret.slice(-bits - 4), secret.slice(6, 16)];
  const encoded = (text.match(/[A-Za-z0-9+/_-]{12,}/g) ?? []).flatMap((run) =>
    [0, 1, 2, 3].map((shift) => Buffer.from(run.slice(shift), 'base64').toString('latin1')),
  );
  const hexed = (text.match(/[0-9a-fA-F]{16,}/g) ?? []).map((run) => Buffer.from(run, 'hex').toString('latin1'));
  return [...views, ...encoded, ...hexed].some((view) => pieces.some((piece) => view.includes(piece)));
}

function decodeAll(text: string): string {
  let now = text;
  for (let round = 0; round < 4; round++)
    now = now
      .replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/\\+u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/&#(\d+);/g, (_, digits: string) => String.fromCharCode(Number(digits)))
      .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replaceAll('&lt;', '<')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
  return now;
}

for (const secret of [SECRET, PLAIN])
  for (const [what, shape] of Object.entries(SHAPES))
    test(`${what} (${secret.slice(0, 5)})`, () => {
      const text = shape(secret);
      const { redact, redactBytes } = makeRedactor([secret, 'another-secret-0123']);
      assert.equal(revealed(text, secret), true, 'the shape shows nothing that could be redacted');
      const clean = redact(text);
      assert.equal(revealed(clean, secret), false, clean);
      assert.ok(clean.includes(MASK));
      assert.equal(Buffer.from(redactBytes(Buffer.from(text))).toString(), clean);
    });

test('there are forty shapes and more', () => assert.ok(Object.keys(SHAPES).length >= 40));

test('what is no secret stays as it is, to the byte', () => {
  const { redact, redactBytes } = makeRedactor([SECRET, PLAIN]);
  const text = `ghp_s3cr3t glpat-AbCdEfGh "héllo" %20 ${base64('user:something else that is long')} \u{1f600}\n`;
  assert.equal(redact(text), text);
  const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x0a]);
  assert.equal(redactBytes(bytes), bytes);
  assert.equal(NO_REDACTOR.redact(SECRET), SECRET);
  assert.equal(makeRedactor([]), NO_REDACTOR);
});

test('a secret that begins another one does not leave its rest', () => {
  const { redact } = makeRedactor(['abcdefgh', 'abcdefgh12345678']);
  assert.equal(redact('x abcdefgh12345678 y abcdefgh z'), `x ${MASK} y ${MASK} z`);
});

test('hostile texts cost time in proportion to their length', () => {
  const { redact } = makeRedactor(['a'.repeat(64), '%'.repeat(40), '\\'.repeat(40), SECRET]);
  const started = process.hrtime.bigint();
  for (const text of ['\\'.repeat(39), `${'\\'.repeat(39)}x`, 'a'.repeat(63)]) redact(`${text}x `.repeat(1000));
  for (const unit of ['a', '%', '%25', '\\', '\\u0061', '&#0', 'aaaaaaa%']) redact(unit.repeat(40_000));
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  assert.ok(seconds < 20, `${seconds} s`);
});

test('a text that comes in pieces is redacted as if it were whole, wherever it is cut', () => {
  const { redact, split } = makeRedactor([SECRET, PLAIN, `${PLAIN}-longer`, '9xYzzzzzzzzz']);
  for (const shape of Object.values(SHAPES)) {
    const text = `${shape(SECRET)} ${shape(PLAIN)}\n`;
    for (let at = 0; at <= text.length; at++) {
      const [first, rest] = split(text.slice(0, at));
      const [second, end] = split(rest + text.slice(at));
      assert.equal(end, '');
      // Two secrets that touch may be masked together or apart.
      assert.equal(revealed(first + second, SECRET) || revealed(first + second, PLAIN), false, `${at}: ${first}|${second}`);
      if (at === text.length) assert.equal(first + second, redact(text));
    }
  }
  assert.deepEqual(split('nothing here\n'), ['nothing here\n', '']);
});

test('the control: cut without looking, the pieces reveal it', () => {
  const { redact } = makeRedactor([PLAIN]);
  assert.equal(revealed(redact(PLAIN.slice(0, 12)) + redact(PLAIN.slice(12)), PLAIN), true);
});
