/**
 * True where a script may work in another folder than it starts in: reports that it writes are elsewhere, and where cannot be
 * proved. Any mention counts, also behind `(`, in quotes or in a comment.
 */
export function leavesFolder(script: string): boolean {
  return (
    /(?<![\w./-])(?:cd|chdir|pushd|popd|sl|Set-Location|Push-Location|Pop-Location)(?![\w/=:-])/i.test(script) ||
    MOVED.test(script)
  );
}

/** `uv run --directory`, `poetry -C`, `env -C`, `make -C`. */
const MOVED = /(?<!\S)(?:--(?:directory|chdir)(?=[\s=])|-C(?=\s))/;
