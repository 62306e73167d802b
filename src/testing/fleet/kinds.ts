import type { Choose } from '../random.js';
import { bareEndEvent, finishedModule, forgottenSys, leakyPool, plainModule, word } from './python-files.js';

/** A path of a commit. Mode 160000 is a submodule, and its content the id of a commit; 120000 is a link. */
export interface FleetFile {
  readonly path: string;
  readonly mode: '100644' | '100755' | '120000' | '160000';
  readonly content: Buffer;
}

export interface FleetSize {
  /** Files that nothing is done to. */
  readonly files: number;
  /** The share of them that are modules of Python, 0 to 1; the others are data. */
  readonly python: number;
  readonly bigBlob: number;
}

interface Kind {
  /** How many of a thousand repositories are of it. */
  readonly share: number;
  /** Whether the codemods of the fleet change something in it. */
  readonly changes: boolean;
  /** The default branch; null: there is no commit. */
  readonly branch: string | null;
  files(choose: Choose, size: FleetSize): readonly FleetFile[];
}

const text = (path: string, content: string, mode: FleetFile['mode'] = '100644'): FleetFile => ({
  ...{ path, mode },
  content: Buffer.from(content),
});

function base(choose: Choose, { files, python }: FleetSize): readonly FleetFile[] {
  const modules = Array.from({ length: files }, (_, index) =>
    (index % 100) / 100 < python
      ? text(`src/${word(choose)}/part_${index}.py`, index % 10 === 9 ? finishedModule(choose) : plainModule(choose))
      : text(`data/${word(choose)}/part_${index}.csv`, table(choose)),
  );
  return [text('README.md', `# ${word(choose)} ${choose(10_000)}\n`), ...modules];
}

/** About 4 KiB, as source files of other languages have, and as hard to compress. */
function table(choose: Choose): string {
  return Array.from({ length: 110 }, (_, row) => `${row},${word(choose)},${choose(1e9)},${word(choose)}-${choose(1e6)}\n`).join(
    '',
  );
}

/** One file of each codemod: what is changed does not depend on which of them a campaign is about. */
const changed = (choose: Choose, folder = 'app'): readonly FleetFile[] => [
  text(`${folder}/cli.py`, forgottenSys(choose)),
  text(`${folder}/pool.py`, leakyPool(choose)),
  text(`${folder}/session.py`, bareEndEvent(choose)),
];

const of = (share: number, files: Kind['files'], about: Partial<Kind> = {}): Kind => ({
  ...{ share, changes: true, branch: 'main' },
  files: (choose, size) => [...base(choose, size), ...files(choose, size)],
  ...about,
});

const crlf = (content: string): string => content.replaceAll('\n', '\r\n');
const LFS = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;

/** Everything in it that could make a git or a tool run something. `touch` of the marker would show it. */
function hostile(choose: Choose): readonly FleetFile[] {
  const marker = 'touch "$HOSTILE_MARKER"';
  return [
    ...changed(choose),
    text('.gitattributes', '*.py filter=evil diff=evil merge=evil ident export-subst\n*.bin filter=lfs\n'),
    text('.gitconfig', `[filter "evil"]\n\tclean = ${marker}\n\tsmudge = ${marker}\n[core]\n\tfsmonitor = ${marker}\n`),
    text(
      '.gitmodules',
      '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% "$HOSTILE_MARKER"\n\tupdate = !touch "$HOSTILE_MARKER"\n',
    ),
    { path: 'x', mode: '160000', content: Buffer.from('1'.repeat(40)) },
    text('.lfsconfig', '[lfs]\n\turl = ext::touch\n'),
    text('hooks/post-checkout', `#!/bin/sh\n${marker}\n`, '100755'),
    // A repository inside of the repository, that git would take for one when it is run there.
    text('nested/HEAD', 'ref: refs/heads/main\n'),
    text('nested/config', `[core]\n\tbare = false\n\tworktree = ..\n\tfsmonitor = ${marker}\n`),
    text('nested/objects/none', ''),
    text('nested/refs/heads/none', ''),
    text('ast.py', 'import os\nos.system(\'touch "$HOSTILE_MARKER"\')\n'),
    text('sitecustomize.py', 'import os\nos.system(\'touch "$HOSTILE_MARKER"\')\n'),
    text('package.json', '{"scripts":{"preinstall":"touch \\"$HOSTILE_MARKER\\""}}\n'),
  ];
}

const ODD_NAMES = [
  'with space.py',
  'new\nline.py',
  'quo"te.py',
  "apo'strophe.py",
  'ünïcode-名.py',
  '-dash.py',
  'back\\slash.py',
  '$(touch x).py',
];

/** What repositories there are, by name. The last one takes what is left of the shares. */
export const KINDS: Readonly<Record<string, Kind>> = {
  'one-file': of(170, (choose) => [text('app/cli.py', forgottenSys(choose)), text('app/pool.py', leakyPool(choose))]),
  'many-files': of(60, (choose) => Array.from({ length: 12 }, (_, index) => changed(choose, `app/${index}`)).flat()),
  conflict: of(30, (choose) => changed(choose)),
  empty: { share: 20, changes: false, branch: null, files: () => [] },
  'renamed-default': of(40, (choose) => changed(choose), { branch: 'trunk' }),
  hostile: of(30, hostile),
  'symlink-escape': of(20, (choose) => [
    ...changed(choose),
    text('escape.py', '../../../../etc/passwd', '120000'),
    text('app/loop', '../app', '120000'),
    text('git.py', '.git/config', '120000'),
  ]),
  'lfs-pointer': of(20, (choose) => [
    ...changed(choose),
    text('.gitattributes', '*.bin filter=lfs diff=lfs merge=lfs -text\nmodel.py filter=lfs -text\n'),
    text('weights.bin', LFS),
    text('model.py', LFS),
  ]),
  crlf: of(30, (choose) => [text('app/cli.py', crlf(forgottenSys(choose))), text('app/pool.py', crlf(leakyPool(choose)))]),
  executable: of(30, (choose) => [
    text('bin/tool.py', `#!/usr/bin/env python3\n${forgottenSys(choose)}`, '100755'),
    text('bin/pool.py', leakyPool(choose), '100755'),
  ]),
  'odd-names': of(30, (choose) =>
    ODD_NAMES.map((name, index) => text(`odd/${name}`, index % 2 === 0 ? forgottenSys(choose) : leakyPool(choose))),
  ),
  'big-blob': of(4, (choose, { bigBlob }) => [
    ...changed(choose),
    { path: 'data/big.bin', mode: '100644', content: Buffer.alloc(bigBlob, `${choose(2 ** 32)} `) },
  ]),
  'syntax-error': of(20, (choose) => [
    ...changed(choose),
    text('app/broken.py', 'import os\ndef broken(:\n    sys.exit(sqlite3)\n'),
  ]),
  submodule: of(20, (choose) => [
    ...changed(choose),
    text('.gitmodules', '[submodule "lib"]\n\tpath = lib\n\turl = https://git.example.invalid/lib.git\n'),
    { path: 'lib', mode: '160000', content: Buffer.from('2'.repeat(40)) },
  ]),
  vendored: of(20, (choose) => changed(choose, 'vendor/acme').concat(changed(choose, 'node_modules/x')), { changes: false }),
  'own-params': of(20, (choose) => [
    ...changed(choose),
    text('codemod.yaml', 'exclude: [legacy/]\nparams:\n  cli-sys-import: { modules: [sys, json] }\n'),
    text('legacy/cli.py', forgottenSys(choose)),
  ]),
  'broken-params': of(10, (choose) => [...changed(choose), text('codemod.yaml', 'params: [not, a, mapping\n')], {
    changes: false,
  }),
  'no-change': of(0, () => [], { changes: false }),
};

/** Of a seeded draw, as the shares say. */
export function kindFor(choose: Choose): string {
  let draw = choose(1000);
  for (const [name, { share }] of Object.entries(KINDS)) {
    if (draw < share) return name;
    draw -= share;
  }
  return 'no-change';
}
