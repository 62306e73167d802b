import type { BindingSite, SyntaxNode } from 'codex-codemod';

/** Attributes that no other object is likely to have (https://docs.python.org/3/library/sys.html). */
const ATTRIBUTES = new Set(
  `argv byteorder call_tracing displayhook excepthook exc_info executable exit _getframe getdefaultencoding
  getfilesystemencoding getrecursionlimit getrefcount getsizeof gettrace hexversion maxsize maxunicode meta_path modules
  path_hooks setrecursionlimit setswitchinterval settrace stderr stdin stdout version_info __stderr__ __stdin__ __stdout__`
    .trim()
    .split(/\s+/),
);

/** Kinds of binding that make the name something of the file's own. An import may well bring the module along. */
const OWN = new Set(['assignment', 'augmented-assignment', 'for', 'with', 'function', 'class', 'walrus', 'match', 'except']);

/**
 * The first read that only makes sense for the module `sys`, though the file binds the name to a thing of its own; for
 * other modules the attributes prove too little.
 */
export function usedAsSys(module: string, sites: readonly BindingSite[], reads: readonly SyntaxNode[]): SyntaxNode | undefined {
  if (module !== 'sys' || !sites.every((site) => OWN.has(site.kind) && !isTheModule(site))) return undefined;
  return reads.find((read) => {
    const attribute = read.parent?.type === 'attribute' && read.field === 'object' ? read.parent.child('attribute') : null;
    return attribute !== null && ATTRIBUTES.has(attribute.text);
  });
}

/** As `sys = __import__("sys")` or `sys = os.sys`: the value speaks of the module. */
function isTheModule({ by, identifier }: BindingSite): boolean {
  return /\bsys\b/.test(by.text.slice(Math.max(0, identifier.end - by.start)));
}
