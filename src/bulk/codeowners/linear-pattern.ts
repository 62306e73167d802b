/** More repetitions without an end could make the time for a hostile path cubic, and worse. */
const MOST_REPETITIONS = 2;
const LONGEST_PATTERN = 500;
/** Escapes that mean the same in Go and here. */
const ESCAPES = /^\\(?:[dDwWbB]|[^A-Za-z0-9\s])/;
const CLASS = /^\[\^?(?:\\[dDwW]|\\[^A-Za-z0-9\s]|[^\\[\]])+\]/;

/**
 * A regular expression of Go as one of JavaScript, which matches a whole path; or why not. Go's never take long, these may: only
 * what is sure to be quick and means the same is taken. No repeated groups, no `{n}`, no flags.
 */
export function linearPattern(source: string): RegExp | { readonly fault: string } {
  if (source.length > LONGEST_PATTERN) return { fault: 'the regular expression is too long' };
  const why = slowPart(source);
  if (why !== null) return { fault: why };
  try {
    // What is valid only between the parentheses below would escape from them.
    new RegExp(source, 'u');
    // `s`: off in both. `u`: a character is a code point, as in Go.
    return new RegExp(`^(?:${source})$`, 'u');
  } catch {
    return { fault: 'the regular expression is not valid' };
  }
}

function slowPart(source: string): string | null {
  let repetitions = 0;
  let previous = '';
  for (let rest = source; rest !== ''; rest = rest.slice(previous.length)) {
    const before = previous;
    const token = CLASS.exec(rest)?.[0] ?? ESCAPES.exec(rest)?.[0] ?? /^(?:\(\?:|[^\\[\]{}])/u.exec(rest)?.[0];
    if (token === undefined) return 'the regular expression has a part that is not read here';
    if (token === '(' && rest.startsWith('(?')) return 'the regular expression has a group of a kind that is not read here';
    if (token === '*' || token === '+') {
      if (before === ')') return 'the regular expression repeats a group, which may take long';
      if (++repetitions > MOST_REPETITIONS) return `the regular expression has more than ${MOST_REPETITIONS} repetitions`;
    }
    previous = token;
  }
  return null;
}
