import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Visibility } from '../programme/vocabulary.ts';
import type { Language } from '../reader/model.ts';
import type { Tables } from './schema.ts';
import { queryOf } from './searchQuery.ts';
import { type Snippet, snippetOf } from './searchSnippet.ts';

/** Search over everything that the actor may see: paragraphs in six languages, and entries of all registers. */

export interface SearchChoice {
  readonly typed: string;
  /** Of the words typed; all where none is given. */
  readonly languages: readonly Language[];
  /** Whether the last word is still being typed. */
  readonly prefix: boolean;
  /** Only paragraphs, or only entries of one register. */
  readonly within?: string;
  /** Only paragraphs in this language. */
  readonly language?: Language;
  readonly programme?: string;
  readonly owner?: string;
  readonly document?: string;
  /** How many hits to leave out: those of the pages before. */
  readonly skip: number;
  readonly limit: number;
}

export interface Hit {
  readonly kind: 'paragraph' | 'entry';
  /** Of an entry its register; of a paragraph `document`. */
  readonly register: string;
  /** The entry; of a paragraph the document that it stands in. */
  readonly entry: string;
  readonly address: string | null;
  readonly title: string;
  readonly symbol: string | null;
  readonly language: string | null;
  readonly owner: string;
  readonly programme: string | null;
  readonly visibility: Visibility;
  readonly snippet: Snippet;
}

export interface Hits {
  readonly items: readonly Hit[];
  readonly more: boolean;
}

/**
 * How many matches are looked at, and how many of them are ranked, the newest. A word that stands in every second paragraph is not
 * ranked over all of them: nobody reads the two-thousandth hit, and ranking costs a look at every row.
 */
const [most, ranked] = [10_000, 1000];
export const mostSkipped = 1000;

interface Row {
  readonly kind: Hit['kind'];
  readonly register: string;
  readonly entry: string;
  readonly address: string | null;
  readonly title: string | null;
  readonly symbol: string | null;
  readonly language: string | null;
  readonly owner: string;
  readonly programme: string | null;
  readonly visibility: Visibility;
  readonly text: string;
}

/** A filter that may be left out. */
const given = (value: string | undefined): string | null => value ?? null;

const paragraphs = (query: string, { language, programme, owner, document }: SearchChoice): RawBuilder<unknown> =>
  sql`select 'paragraph' as kind, version as id, n, rank from matching_paragraphs(${query}::tsquery, ${most}, ${ranked},
    ${given(language)}, ${given(programme)}, ${given(owner)}, ${given(document)})`;

const entries = (query: string, { within, programme, owner, document }: SearchChoice): RawBuilder<unknown> =>
  sql`select 'entry' as kind, id, 0 as n, rank from matching_entries(${query}::tsquery, ${most}, ${ranked},
    ${given(within)}, ${given(programme)}, ${given(owner)}, ${given(document)})`;

/** What the actor may see and that holds what was typed, the best first. Nothing typed finds nothing. */
export async function search(db: Kysely<Tables>, choice: SearchChoice): Promise<Hits> {
  const query = queryOf(choice.typed, choice.languages, { prefix: choice.prefix });
  if (query === null) return { items: [], more: false };
  const parts = [
    ...(choice.within === undefined || choice.within === 'paragraph' ? [paragraphs(query, choice)] : []),
    ...(choice.within === 'paragraph' || choice.language !== undefined ? [] : [entries(query, choice)]),
  ];
  if (parts.length === 0) return { items: [], more: false };
  // Whole registers come before single paragraphs where both fit as well.
  const { rows } = await sql<Row>`
    with best as materialized (
      select kind, id, n, rank from (${sql.join(
        parts.map((part) => sql`(${part})`),
        sql` union all `,
      )}) found
      order by rank desc, kind, id, n limit ${choice.limit + 1} offset ${choice.skip}
    )
    select b.kind, coalesce(e.register, 'document') as register, coalesce(e.id, p.document) as entry, p.address,
      coalesce(e.title, d.title) as title, coalesce(e.body ->> 'symbol', d.body ->> 'symbol') as symbol, p.language,
      coalesce(e.owner, p.owner) as owner, coalesce(e.programme, p.programme) as programme, coalesce(e.visibility, p.visibility) as visibility,
      coalesce(p.text, e.title || E'\n' || coalesce(e.body ->> 'words', e.body ->> 'text', e.body ->> 'remarks', e.body ->> 'expectedResult', '')) as text
    from best b
    left join paragraph p on b.kind = 'paragraph' and p.version = b.id and p.n = b.n
    left join entry d on d.id = p.document
    left join entry e on b.kind = 'entry' and e.id = b.id
    order by b.rank desc, b.kind, b.id, b.n`.execute(db);
  return {
    items: rows.slice(0, choice.limit).map(({ text, title, ...row }) => ({
      ...row,
      title: title ?? '',
      snippet: snippetOf(text, choice.typed, row.language === null ? [] : [row.language as Language], {
        prefix: choice.prefix,
      }),
    })),
    more: rows.length > choice.limit,
  };
}
