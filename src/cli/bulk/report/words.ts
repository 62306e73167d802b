/** `1 repository`, `2,000 repositories`. */
export function repositories(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'repository' : 'repositories'}`;
}
