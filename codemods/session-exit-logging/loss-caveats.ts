/** What is known of the events that a change is about. */
export interface Telling {
  /** `finally` where their failure still gets out; else it is only logged. */
  readonly kind: string;
  /** True when a call hands data of the object over. */
  readonly isDelivery: boolean;
  /** False where nothing but the names of the calls speaks for events. */
  readonly isCertain: boolean;
  /** The step behind them that makes their loss final, as it is written; or null. */
  readonly final: string | null;
}

/** Why what the events tell may be lost, in clauses. */
export function lossCaveats({ kind, isDelivery, isCertain, final }: Telling): readonly string[] {
  const lost = kind === 'finally' ? 'what stands behind it would run although it failed' : 'its failure would only be logged';
  const caveats: string[] = [];
  if (isDelivery) {
    caveats.push(
      `the call is given data of the object that are not kept when it fails: where the call delivers them, ${lost}, and they would be lost`,
    );
  } else if (!isCertain) {
    caveats.push(`nothing shows that this call tells of an end and is not the work of the class itself; ${lost}`);
  }
  if (final !== null) {
    caveats.push(`"${final}" behind it makes the loss of the event final, and would run although it could not be written`);
  }
  return caveats;
}
