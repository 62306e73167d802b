const FOLDERS =
  /(^|\/)(tests?|testing|examples?|docs?|fixtures|benchmarks?|_?vendor|_?vendored|third_party|site-packages|\.?venv|node_modules)\//;
const FILES = /(^|\/)(test_[^/]*|[^/]*_test|conftest|setup|noxfile)\.py$/;

/** True for a file of tests, examples, tools, or of somebody else: what it holds is no target. */
export function isBeside(path: string): boolean {
  return FOLDERS.test(path) || FILES.test(path);
}
