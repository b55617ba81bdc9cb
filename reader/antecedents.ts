/** A body named before, with the words of its name, for what is later called by one of them. */
export interface Antecedent {
  /** The ids as one, to be compared. */
  readonly key: string;
  readonly ids: readonly string[];
  readonly words: readonly number[];
  readonly text: number;
}

/** How many mentions back a short name or a pronoun may reach. */
export const remembered = 60;

/** What one document has named so far. */
export class Memory {
  /** Latest last. */
  readonly antecedents: Antecedent[] = [];
  readonly organizations = new Map<string, number>();
  texts = 0;

  remember(antecedent: Antecedent): void {
    const { key, words } = antecedent;
    let kept = antecedent;
    for (let index = this.antecedents.length - 1; index >= 0; index -= 1) {
      const each = this.antecedents[index];
      if (each === undefined || each.key !== key || each.words.length > words.length + 2) continue;
      this.antecedents.splice(index, 1);
      if (each.words.length > words.length) kept = { ...antecedent, words: each.words };
      break;
    }
    this.antecedents.push(kept);
    if (this.antecedents.length > remembered) this.antecedents.shift();
  }

  count(id: string): void {
    this.organizations.set(id, (this.organizations.get(id) ?? 0) + 1);
  }
}
