import type { Actor } from '../programme/access.ts';
import type { Entry } from '../programme/ports.ts';
import { factsOf, type RegisterName } from '../programme/registers.ts';
import type { LanguageTag, Pointer } from '../programme/vocabulary.ts';
import { reading } from '../records/records.ts';
import type { Link } from './followUpTables.ts';
import { linkActor } from './links.ts';
import type { Office } from './office.ts';
import { eyesOf } from './receivers.ts';

/** What a link shows of what a request is about: titles and the words of paragraphs, nothing else. */

export interface Disclosed {
  readonly about: Pointer;
  /** What it is; null where it may not be shown, or is there no more. */
  readonly kind: 'paragraph' | 'mandate' | RegisterName | null;
  readonly title: string | null;
  readonly text: string | null;
  readonly language: string | null;
}

interface Found extends Omit<Disclosed, 'about'> {
  readonly owner: string;
}

const keyOf = (about: Pointer): string => ('entry' in about ? about.entry : about.paragraph);

/** Languages from the one that is wanted most. */
const preferred = (language: LanguageTag): readonly string[] => [language, 'en', 'fr', 'es', 'ar', 'ru', 'zh'];

/** What an actor sees of the things pointed to, by key. Row-level security decides. */
function seenBy(office: Office, actor: Actor, pointers: readonly Pointer[], language: LanguageTag) {
  const ids = pointers.flatMap((about) => ('entry' in about ? [about.entry] : []));
  const addresses = pointers.flatMap((about) => ('paragraph' in about ? [about.paragraph] : []));
  const order = preferred(language);
  const rank = (tag: string | null): number => (order.indexOf(tag ?? '') + order.length + 1) % (order.length + 1);
  return reading(office.database, actor, async (db): Promise<ReadonlyMap<string, Found>> => {
    const found = new Map<string, Found>();
    if (addresses.length > 0) {
      const rows = await db
        .selectFrom('paragraph')
        .innerJoin('entry', 'entry.id', 'paragraph.document')
        .select(['paragraph.address', 'paragraph.text', 'paragraph.language', 'paragraph.owner', 'entry.title'])
        .where('paragraph.address', 'in', addresses)
        .where('entry.withdrawn', '=', false)
        .orderBy('paragraph.version')
        .execute();
      for (const { address, text, language: tag, owner, title } of rows) {
        const before = found.get(address);
        if (before === undefined || rank(tag) < rank(before.language))
          found.set(address, { kind: 'paragraph', title, text, language: tag, owner });
      }
    }
    if (ids.length > 0) {
      const entries = await db
        .selectFrom('entry')
        .select(['id', 'register', 'owner', 'body'])
        .where('id', 'in', ids)
        .where('withdrawn', '=', false)
        .execute();
      for (const { id, register, owner, body } of entries) {
        const kind = register as RegisterName;
        const { title } = factsOf(kind, body);
        const text = kind === 'outcome' ? (body as Entry<'outcome'>['body']).text : null;
        found.set(id, { kind, title, text, language: null, owner });
      }
      const mandates = await db
        .selectFrom('mandate')
        .select(['id', 'citation', 'language', 'owner', 'proposal'])
        .where('id', 'in', ids)
        .execute();
      for (const { id, citation, language: tag, owner, proposal } of mandates)
        found.set(id, { kind: 'mandate', title: citation, text: proposal.text, language: tag, owner });
    }
    return found;
  });
}

/**
 * The things that a request is about, as far as its link shows them: what the receiver may see anyway, and what belongs to the
 * party that asks, which thereby shows it to him. So nobody can be shown the record of a third by being asked about it.
 */
export async function disclosed(
  office: Office,
  request: Entry<'request'>,
  link: Link,
  language: LanguageTag,
): Promise<Disclosed[]> {
  const { about } = request.body;
  const receivers = await seenBy(office, linkActor(link), about, language);
  const askers = await seenBy(office, eyesOf(request.owner), about, language);
  return about.map((pointer) => {
    const own = askers.get(keyOf(pointer));
    const found = receivers.get(keyOf(pointer)) ?? (own?.owner === request.owner ? own : undefined);
    const { kind = null, title = null, text = null, language: tag = null } = found ?? {};
    return { about: pointer, kind, title, text, language: tag };
  });
}
