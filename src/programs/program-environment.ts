import path from 'node:path';
import { safeSearchPath } from '../core/find-program.js';

/** What another program may see of our environment: where programs, the user's settings and temporary files are. */
const KEPT: readonly string[] = [
  ...['HOME', 'USER', 'LOGNAME', 'TMPDIR', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME', 'PYENV_ROOT', 'PYENV_VERSION'],
  ...['SYSTEMROOT', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'LOCALAPPDATA', 'APPDATA', 'PROGRAMDATA', 'TEMP', 'TMP', 'PATHEXT'],
];

/**
 * The environment for a program that is run on behalf of a repository which is not trusted: no variable by which modules,
 * start-up files or options could be slipped in, no token, and nothing of the repository on the search path.
 *
 * @param distrusted the repository.
 */
export function programEnvironment(distrusted: string): NodeJS.ProcessEnv {
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(kept),
    PATH: safeSearchPath(distrusted).join(path.delimiter),
    LC_ALL: 'C.UTF-8',
    NO_COLOR: '1',
    // Python: import nothing from the working directory, write no caches, speak UTF-8.
    PYTHONSAFEPATH: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUTF8: '1',
  };
}
