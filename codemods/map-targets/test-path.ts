const FOLDERS = /(^|\/)(tests?|testing|examples?|docs?|fixtures|benchmarks?)\//;
const FILES = /(^|\/)(test_[^/]*|[^/]*_test|conftest|setup|noxfile)\.py$/;

/** True for a file of tests, examples or tools: what it holds is no target. */
export function isBeside(path: string): boolean {
  return FOLDERS.test(path) || FILES.test(path);
}
