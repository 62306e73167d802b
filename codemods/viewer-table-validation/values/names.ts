/** True for the name of a function that says it tests a value. What the function does decides whether it counts. */
export function isCheckName(name: string): boolean {
  return /valid|check|verif|saniti[sz]e|ensure|assert|\bsafe|_safe|clean/i.test(name);
}

/** True for the name of a function that says it quotes a name by the rules of SQL. */
export function isQuotingName(name: string): boolean {
  return /quote|quoted|escape|identifier|^ident$/i.test(name);
}
