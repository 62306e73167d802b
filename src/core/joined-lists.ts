/** Lists that share a member become one, sorted; no member is in two of the results. */
export function joinedLists(lists: Iterable<readonly string[]>): readonly (readonly string[])[] {
  const listOf = new Map<string, Set<string>>();
  for (const list of lists) {
    const known = new Set(list.flatMap((member) => listOf.get(member) ?? []));
    // The largest takes the others in: a list of thousands to which each file adds one is not copied for each of them.
    const [all = new Set<string>(), ...others] = [...known].sort((a, b) => b.size - a.size);
    for (const member of [...list, ...others.flatMap((other) => [...other])]) {
      all.add(member);
      listOf.set(member, all);
    }
  }
  return [...new Set(listOf.values())].map((all) => [...all].sort());
}
