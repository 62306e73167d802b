import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What is kept of a package: sources and the texts beside them. */
const KEPT = /\.(py|pyi|js|mjs|cjs|ts|tsx|jsx|ya?ml|toml|json|md|rst|cfg|ini|html)$/;
const INDEX = 'index.json';

/** The packages that stand in the folder, as `[{ name, version, sha256, pythonFiles }]`. */
export function readIndex(folder) {
  const file = path.join(folder, INDEX);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

/** Downloads and unpacks what is missing. Each package is entered into the index when it stands whole. */
export function fetchCorpus(folder, packages) {
  mkdirSync(folder, { recursive: true });
  const index = readIndex(folder);
  const missing = [];
  for (const name of packages) {
    if (index.some((entry) => entry.name === name)) continue;
    const entry = fetchPackage(folder, name);
    if (entry === null) missing.push(name);
    else index.push(entry);
    writeIndex(folder, index);
  }
  return { index, missing };
}

function writeIndex(folder, index) {
  const temporary = path.join(folder, `${INDEX}.part`);
  writeFileSync(temporary, `${JSON.stringify(index, null, 2)}\n`);
  renameSync(temporary, path.join(folder, INDEX));
}

function fetchPackage(folder, name) {
  const downloads = path.join(folder, 'download', name);
  rmSync(downloads, { recursive: true, force: true });
  mkdirSync(downloads, { recursive: true });
  try {
    execFileSync('apt-get', ['download', '-qq', name], { cwd: downloads, stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    console.error(`${name}: not downloaded (${String(error.stderr).trim().split('\n').at(-1)})`);
    return null;
  }
  const [deb] = readdirSync(downloads);
  const bytes = readFileSync(path.join(downloads, deb));
  const target = path.join(folder, 'files', name);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  execFileSync('dpkg-deb', ['-x', path.join(downloads, deb), target]);
  const pythonFiles = keepSources(target);
  const [version] = execFileSync('dpkg-deb', ['-f', path.join(downloads, deb), 'Version'], { encoding: 'utf8' }).split('\n');
  rmSync(downloads, { recursive: true });
  console.log(`${name} ${version}: ${pythonFiles} Python files`);
  return { name, version, sha256: createHash('sha256').update(bytes).digest('hex'), pythonFiles };
}

/** Removes what is no source, links included, and counts the Python files that stay. */
function keepSources(folder) {
  let python = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    if (!entry.isFile() || !KEPT.test(entry.name)) rmSync(path.join(entry.parentPath, entry.name));
    else if (entry.name.endsWith('.py')) python++;
  }
  return python;
}
