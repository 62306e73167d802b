/** Comments, directives and the semicolons behind them. Each begins with a character of its own, so that there is one way to read them. */
const DIRECTIVES = /^(?:[\s;]|\/\/.*|\/\*(?:[^*]|\*(?!\/))*\*\/|'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")*$/;

/**
 * Puts the hashbang of a file back where it stood: alone in the first line, https://tc39.es/ecma262/#sec-hashbang. recast writes what follows on the same
 * line, where it is the name of a program, and writes directives that it prints anew above it.
 *
 * @param printed with LF, or what the file has, as its newline; what is put in is an LF.
 */
export function withHashbang(printed: string, text: string): string {
  const [hashbang] = /^#!.*/.exec(text) ?? [];
  if (hashbang === undefined) return printed;
  const first = hashbangFirst(printed, hashbang);
  if (!first.startsWith(hashbang)) return printed;
  const rest = first.slice(hashbang.length);
  const [line = ''] = /^.*/.exec(rest) ?? [];
  return line === '' || isPartOfHashbang(line, text) ? first : `${hashbang}\n${rest}`;
}

function hashbangFirst(printed: string, hashbang: string): string {
  const at = printed.indexOf(`\n${hashbang}`) + 1;
  const above = printed.slice(0, at);
  return at > 0 && DIRECTIVES.test(above) ? `${hashbang}\n${above}${printed.slice(at + hashbang.length)}` : printed;
}

/** A transform may call another program, or the same one with options: `node` becomes `nodejs`, or `node --test`. No statement begins with white space. */
function isPartOfHashbang(line: string, text: string): boolean {
  if (/^\s/.test(line)) return true;
  return /^[\w.-]+(?:[ \t]+-.*)?$/.test(line) && !text.split(/[\r\n\u2028\u2029]+/).includes(line);
}
