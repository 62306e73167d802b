import type { JavaScriptServices, SyntaxObject } from 'codex-codemod';

const UNSCOPED =
  /^(?:TS(?:Enum|Module|Interface|TypeAlias)Declaration|TSDeclareFunction|Declare\w+|OpaqueType|TypeAlias|InterfaceDeclaration|EnumDeclaration|ClassDeclaration|FunctionDeclaration|VariableDeclarator|TSEnumMember|TSImportEqualsDeclaration)$/;

/**
 * True where TypeScript or Flow may give the name a meaning that Babel's scopes do not know: enums, namespaces (whose names
 * reach into others of the same name), `declare`, `declare global`, members of an enum.
 */
export function isDeclaredForTypes({ nodes }: Pick<JavaScriptServices, 'nodes'>, name: string): boolean {
  const inNamespaces: { start: number; end: number }[] = [];
  for (const node of nodes()) {
    if (node.type === 'TSModuleBlock') inNamespaces.push(node);
    if (!UNSCOPED.test(node.type) || idOf(node) !== name) continue;
    const isScoped = /^(?:ClassDeclaration|FunctionDeclaration|VariableDeclarator)$/.test(node.type) && node['declare'] !== true;
    if (!isScoped || inNamespaces.some(({ start, end }) => start <= node.start && node.end <= end)) return true;
  }
  return false;
}

function idOf({ id }: SyntaxObject): unknown {
  return typeof id === 'object' && id !== null && 'name' in id ? id.name : null;
}
