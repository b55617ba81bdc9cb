import type { Choice, Entry, View } from '../programme/ports.ts';
import type { RegisterName } from '../programme/registers.ts';
import { greatestLimit } from '../records/lists.ts';

/** Whole lists for those who add up: read page by page, and bounded. */

export interface Gathered<Name extends RegisterName> {
  readonly items: readonly Entry<Name>[];
  /** False where there are more than were gathered. */
  readonly whole: boolean;
}

const most = 10_000;

/** Entries that the view shows, page by page, until there are no more or `enough` says so of one. */
export async function gatheredFrom<Name extends RegisterName>(
  view: View,
  choice: Choice & { readonly register: Name },
  enough: (entry: Entry<Name>) => boolean = () => false,
): Promise<Gathered<Name>> {
  const items: Entry<Name>[] = [];
  for (let after: string | undefined; ; ) {
    const page = await view.entries({ ...choice, limit: greatestLimit, ...(after !== undefined && { after }) });
    for (const entry of page.items as readonly Entry<Name>[]) {
      if (enough(entry)) return { items, whole: true };
      items.push(entry);
    }
    if (page.next === null) return { items, whole: true };
    if (items.length >= most) return { items, whole: false };
    after = page.next;
  }
}
