/**
 * Modules whose names are taken for them, and what they export in Node 20 without a warning that they will go. Left out are modules
 * whose names are globals of Node or of browsers (`crypto`, `process`, `performance`), and those whose names are words
 * that programs have of their own (`events`, `stream`, `test`, `module`). The list is written out, so that a run does not depend on the
 * Node that it runs on. https://nodejs.org/docs/latest-v20.x/api/
 */
const MEMBERS: Readonly<Record<string, string>> = {
  assert: `
    AssertionError CallTracker deepEqual deepStrictEqual doesNotMatch doesNotReject doesNotThrow equal fail ifError match
    notDeepEqual notDeepStrictEqual notEqual notStrictEqual ok rejects strict strictEqual throws
  `,
  child_process: `
    ChildProcess exec execFile execFileSync execSync fork spawn spawnSync
  `,
  dns: `
    ADDRCONFIG ADDRGETNETWORKPARAMS ALL BADFAMILY BADFLAGS BADHINTS BADNAME BADQUERY BADRESP BADSTR CANCELLED CONNREFUSED
    DESTRUCTION EOF FILE FORMERR LOADIPHLPAPI NODATA NOMEM NONAME NOTFOUND NOTIMP NOTINITIALIZED REFUSED Resolver SERVFAIL
    TIMEOUT V4MAPPED getDefaultResultOrder getServers lookup lookupService promises resolve resolve4 resolve6 resolveAny
    resolveCaa resolveCname resolveMx resolveNaptr resolveNs resolvePtr resolveSoa resolveSrv resolveTxt reverse
    setDefaultResultOrder setServers
  `,
  fs: `
    Dir Dirent F_OK FileReadStream FileWriteStream R_OK ReadStream Stats W_OK WriteStream X_OK access accessSync appendFile
    appendFileSync chmod chmodSync chown chownSync close closeSync constants copyFile copyFileSync cp cpSync
    createReadStream createWriteStream exists existsSync fchmod fchmodSync fchown fchownSync fdatasync fdatasyncSync fstat
    fstatSync fsync fsyncSync ftruncate ftruncateSync futimes futimesSync lchmod lchmodSync lchown lchownSync link linkSync
    lstat lstatSync lutimes lutimesSync mkdir mkdirSync mkdtemp mkdtempSync open openAsBlob openSync opendir opendirSync
    promises read readFile readFileSync readSync readdir readdirSync readlink readlinkSync readv readvSync realpath
    realpathSync rename renameSync rm rmSync rmdir rmdirSync stat statSync statfs statfsSync symlink symlinkSync truncate
    truncateSync unlink unlinkSync unwatchFile utimes utimesSync watch watchFile write writeFile writeFileSync writeSync
    writev writevSync
  `,
  http: `
    Agent ClientRequest IncomingMessage METHODS OutgoingMessage STATUS_CODES Server ServerResponse createServer get
    globalAgent maxHeaderSize request setMaxIdleHTTPParsers validateHeaderName validateHeaderValue
  `,
  https: `
    Agent Server createServer get globalAgent request
  `,
  net: `
    BlockList Server Socket SocketAddress Stream connect createConnection createServer getDefaultAutoSelectFamily
    getDefaultAutoSelectFamilyAttemptTimeout isIP isIPv4 isIPv6 setDefaultAutoSelectFamily
    setDefaultAutoSelectFamilyAttemptTimeout
  `,
  os: `
    EOL arch availableParallelism constants cpus devNull endianness freemem getPriority homedir hostname loadavg machine
    networkInterfaces platform release setPriority tmpdir totalmem type uptime userInfo version
  `,
  path: `
    basename delimiter dirname extname format isAbsolute join matchesGlob normalize parse posix relative resolve sep
    toNamespacedPath win32
  `,
  querystring: `
    decode encode escape parse stringify unescape unescapeBuffer
  `,
  readline: `
    Interface clearLine clearScreenDown createInterface cursorTo emitKeypressEvents moveCursor promises
  `,
  tls: `
    CLIENT_RENEG_LIMIT CLIENT_RENEG_WINDOW DEFAULT_CIPHERS DEFAULT_ECDH_CURVE DEFAULT_MAX_VERSION DEFAULT_MIN_VERSION
    SecureContext Server TLSSocket checkServerIdentity connect convertALPNProtocols createSecureContext createSecurePair
    createServer getCiphers rootCertificates
  `,
  url: `
    URL URLSearchParams Url domainToASCII domainToUnicode fileURLToPath format parse pathToFileURL resolve resolveObject
    urlToHttpOptions
  `,
  util: `
    MIMEParams MIMEType TextDecoder TextEncoder aborted callbackify debug debuglog deprecate format formatWithOptions
    getSystemErrorMap getSystemErrorName inherits inspect isArray isBoolean isBuffer isDate isDeepStrictEqual isError
    isFunction isNull isNullOrUndefined isNumber isObject isPrimitive isRegExp isString isSymbol isUndefined log parseArgs
    parseEnv promisify stripVTControlCharacters styleText toUSVString transferableAbortController transferableAbortSignal
    types
  `,
  v8: `
    DefaultDeserializer DefaultSerializer Deserializer GCProfiler Serializer cachedDataVersionTag deserialize
    getHeapCodeStatistics getHeapSnapshot getHeapSpaceStatistics getHeapStatistics promiseHooks queryObjects serialize
    setFlagsFromString setHeapSnapshotNearHeapLimit startupSnapshot stopCoverage takeCoverage writeHeapSnapshot
  `,
  vm: `
    Script compileFunction constants createContext createScript isContext measureMemory runInContext runInNewContext
    runInThisContext
  `,
  worker_threads: `
    BroadcastChannel MessageChannel MessagePort SHARE_ENV Worker getEnvironmentData isMainThread markAsUntransferable
    moveMessagePortToContext parentPort postMessageToThread receiveMessageOnPort resourceLimits setEnvironmentData threadId
    workerData
  `,
  zlib: `
    BrotliCompress BrotliDecompress Deflate DeflateRaw Gunzip Gzip Inflate InflateRaw Unzip brotliCompress
    brotliCompressSync brotliDecompress brotliDecompressSync codes constants crc32 createBrotliCompress
    createBrotliDecompress createDeflate createDeflateRaw createGunzip createGzip createInflate createInflateRaw createUnzip
    deflate deflateRaw deflateRawSync deflateSync gunzip gunzipSync gzip gzipSync inflate inflateRaw inflateRawSync
    inflateSync unzip unzipSync
  `,
};

export const NODE_MODULES: readonly string[] = Object.keys(MEMBERS);

/** Members that are values, though their names are single words. */
const VALUES = new Set(['constants', 'delimiter', 'posix', 'promises', 'sep', 'strict', 'types', 'win32']);

const members = new Map(Object.entries(MEMBERS).map(([module, words]) => [module, new Set(words.trim().split(/\s+/))]));

export function isMember(module: string, name: string): boolean {
  return members.get(module)?.has(name) === true;
}

/** True for a name that many objects have (`os.version`, `path.join`): it speaks for the module only where it is called. */
export function isPlainWord(name: string): boolean {
  return /^[a-z]+\d?$/.test(name) && !VALUES.has(name);
}
