const OPTION = /^--?[A-Za-z][\w./=-]*$/;
const WORD = /^[./]*[A-Za-z_][\w./-]*$/;
const ADDRESS = /^https:\/\/[\w./-]+$/;
const RELEASE = /^(?:v\d[\w.-]*|\d+\.\d+\.\d+[\w.-]*|(?=.*[a-df])[0-9a-f]{40})$/;
/** Words that some YAML reads as something else: https://yaml.org/type/bool.html */
const RESERVED = /^(?:true|false|yes|no|on|off|y|n|null|\.inf|\.nan)$/i;

/** A word as a YAML text that every version of YAML reads as that text. */
export function yamlWord(word: string, quoted: boolean): string {
  const plain = [OPTION, WORD, ADDRESS, RELEASE].some((form) => form.test(word)) && !RESERVED.test(word);
  return plain && !quoted ? word : JSON.stringify(word);
}

export function yamlList(words: readonly string[], quoted: boolean): string {
  return `[${words.map((word) => yamlWord(word, quoted)).join(', ')}]`;
}
