import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Installs what is missing of the packages, without running a script of theirs. @returns those that stand in the folder. */
export function installPackages(folder, packages) {
  mkdirSync(folder, { recursive: true });
  const manifest = path.join(folder, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
  const missing = packages.filter(([name, version]) => versionOf(folder, name) !== version);
  const wanted = missing.map(([name, version]) => `${name}@${version}`);
  const options = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error'];
  if (wanted.length > 0)
    execFileSync('npm', ['install', ...options, '--save-exact', ...wanted], { cwd: folder, stdio: 'inherit' });
  return packages.filter(([name]) => versionOf(folder, name) !== null);
}

function versionOf(folder, name) {
  const manifest = path.join(folder, 'node_modules', name, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : null;
}

/** The files of an installed package, `/`-separated, without what is installed below it. */
export function filesOf(folder, name) {
  const root = path.join(folder, 'node_modules', name);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !/(?:^|\/)node_modules\//.test(file))
    .sort();
}
