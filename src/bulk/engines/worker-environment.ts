/** What a worker and its tools need: where things are, and agents by their sockets. */
const KEPT: readonly string[] = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'LANG', 'TZ', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME'],
  ...['SSH_AUTH_SOCK', 'GNUPGHOME', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS', 'GIT_SSL_CAINFO'],
  ...['SYSTEMROOT', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'LOCALAPPDATA', 'APPDATA', 'PROGRAMDATA', 'TEMP', 'TMP', 'PATHEXT'],
];
const PROXIES: readonly string[] = ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => [name, name.toUpperCase()]);

/** The environment of a worker: made from nothing, since every process of the user can read it. A proxy with a password is left out. */
export function workerEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const take = (name: string, value: string | undefined) => (value === undefined ? [] : [[name, value]]);
  return Object.fromEntries([
    ...KEPT.flatMap((name) => take(name, environment[name])),
    ...PROXIES.flatMap((name) => (environment[name]?.includes('@') === true ? [] : take(name, environment[name]))),
    ['NO_COLOR', '1'],
  ]);
}
