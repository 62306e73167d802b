import type { Place } from './place.js';

/** A file of the scaffold: where its template lies, where it goes, what is filled in. */
export interface ScaffoldFile {
  readonly template: string;
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
  readonly reason: string;
}

const MODULES = [
  'contract.py',
  'csv_rows.py',
  'errors.py',
  'ingestor.py',
  'lines.py',
  'ndjson.py',
  'plain_text.py',
  'records.py',
  'sources.py',
  'typed.py',
];
const TESTS = ['formats', 'encodings', 'policies', 'sources'].map((name) => `test_ingestion_${name}.py`);

/** The files of the scaffold at a place. Paths are in the order in which a person would read them. */
export function scaffoldFiles({ folder, name, importRoot, testFolder }: Place): readonly ScaffoldFile[] {
  const packageFile = (file: string, values: ScaffoldFile['values']): ScaffoldFile => ({
    template: `package/${file}`,
    path: `${folder}/${file}`,
    values,
    reason: `Part of ${name}, which reads records from NDJSON, CSV and plain text.`,
  });
  const testFile = (file: string, values: ScaffoldFile['values']): ScaffoldFile => ({
    template: `tests/${file}`,
    path: `${testFolder}/${file}`,
    values,
    reason: `Shows that ${name} reads what its contract promises.`,
  });
  const levels = String(testFolder.split('/').length);
  return [
    packageFile('README.md', { package: name }),
    packageFile('__init__.py', { package: name }),
    ...MODULES.map((file) => packageFile(file, {})),
    testFile('conftest.py', { levels, import_root: importRoot }),
    ...TESTS.map((file) => testFile(file, { package: name })),
  ];
}
