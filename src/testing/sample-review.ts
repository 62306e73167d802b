import type { SampleHunk } from './sample-session.js';

const FOLDERS = ['src/billing', 'src/accounts', 'src/shipping/rates', 'tools'];

function model(name: string, now: string): string {
  return [
    'import datetime',
    '',
    `def create_${name}(session, owner):`,
    `    item = Item(owner=owner, kind="${name}")`,
    `    item.created_at = ${now}`,
    '    session.add(item)',
    '    return item',
    '',
  ].join('\n');
}

/** Edits as a codemod makes them: nearly all alike, some of another codemod, a few like no others. */
export function sampleReview(files: number, hunksPerFile: number): readonly SampleHunk[] {
  return Array.from({ length: files }, (_, file) => {
    const path = `${FOLDERS[file % FOLDERS.length]}/part${Math.floor(file / 40)}/module_${file}.py`;
    return Array.from({ length: hunksPerFile }, (_, hunk) => sampleHunk(path, file * hunksPerFile + hunk, hunk));
  }).flat();
}

function sampleHunk(path: string, number: number, place: number): SampleHunk {
  const name = `thing_${number}`;
  const line = 1 + place * 40;
  if (number % 50 === 7) {
    const before = `def load_${name}(path):\n    conn = connect(path)\n    return conn.execute(SQL)\n`;
    const after = before.replace('    return', '    with conn:\n        return');
    const caveat = 'the connection may be shared with another thread';
    return {
      path,
      line,
      before,
      after,
      codemod: 'sqlite-pool',
      shape: 'pool',
      reason: 'A failed statement leaves its transaction open.',
      applicability: 'unsafe',
      caveat,
    };
  }
  const shape = number % 997 === 3 ? `odd ${number}` : 'utcnow';
  const [before, after] = [
    model(name, 'datetime.datetime.utcnow()'),
    model(name, 'datetime.datetime.now(datetime.timezone.utc)'),
  ];
  return { path, line, before, after, codemod: 'utc-datetime', shape, reason: 'utcnow() is deprecated and gives a naive time.' };
}
