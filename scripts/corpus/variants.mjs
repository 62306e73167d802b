import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** Other spellings of a file; null where a file has no such spelling, or has it already. Latin-1 keeps every byte. */
export const VARIANTS = {
  crlf: (bytes) => (bytes.includes('\r') ? null : Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1')),
  bom: (bytes) => (bytes.subarray(0, 3).equals(BOM) || hasCookie(bytes) ? null : Buffer.concat([BOM, bytes])),
  'no-final-newline': (bytes) => (/[^\n]\n$/.test(bytes.toString('latin1')) ? bytes.subarray(0, -1) : null),
};

/** A byte order mark and another encoding's cookie contradict each other (PEP 263). */
function hasCookie(bytes) {
  const [first = '', second = ''] = bytes.toString('latin1', 0, 400).split('\n');
  return /^[ \t\f]*#.*?coding[:=]/.test(first) || /^[ \t\f]*#.*?coding[:=]/.test(second);
}

/** Writes the files of a sample in another spelling into a folder. @returns the paths that have one. */
export function writeVariant(spell, paths, from, to) {
  rmSync(to, { recursive: true, force: true });
  return paths.filter((file) => {
    const spelt = spell(readFileSync(path.join(from, file)));
    if (spelt === null) return false;
    mkdirSync(path.dirname(path.join(to, file)), { recursive: true });
    writeFileSync(path.join(to, file), spelt);
    return true;
  });
}

/**
 * Compares what a codemod makes of a variant with what it makes of the file itself: `patched` holds the results for the
 * files that were changed. A missing final newline may rightly change what is done, so there only the file is compared.
 */
export function compareVariant(variant, spell, changed, patched, variantReport, paths) {
  const wanted = new Set(changed.filter((file) => paths.includes(file)));
  const got = new Map(
    variantReport.changes.filter(({ kind }) => kind === 'modify').map((change) => [change.path, change.after.sha256]),
  );
  const faults = [...wanted].filter((file) => !got.has(file)).map((file) => `${file}: is not changed as ${variant}`);
  faults.push(...[...got.keys()].filter((file) => !wanted.has(file)).map((file) => `${file}: is changed only as ${variant}`));
  if (variant === 'no-final-newline') return faults;
  for (const file of wanted) {
    const expected = spell(readFileSync(path.join(patched, file)));
    const hash = expected === null ? null : createHash('sha256').update(expected).digest('hex');
    if (got.has(file) && got.get(file) !== hash) faults.push(`${file}: has another result as ${variant}`);
  }
  return faults;
}
