import { registerNames, registers } from '../programme/registers.ts';
import { latinLanguages } from '../records/searchTerms.ts';
import type { Client } from './running.ts';
import { heldOut, tried } from './searchQueries.ts';

/** What is asked of an installation of full size. */

const searchOf = (asked: Readonly<Record<string, string>>): string => `/search?${new URLSearchParams(asked)}`;

/** Words that stand in every second paragraph, and more of them. */
const frequent = [
  'report',
  'States',
  'resolution',
  'United Nations',
  'international',
  'development',
  'the Secretary-General',
  'rights',
  'Member States report',
  'session agenda item',
];
const rare = [
  'mediation',
  'albinism',
  'desertification landlocked',
  'zoonotic',
  'quinquennial',
  'Djibouti',
  'zebra',
  'Kimberley',
  'phytosanitary',
  'sargassum',
];
const phrases = [
  '"sustainable development"',
  '"Member States" report',
  '"report of the Secretary-General"',
  '"Organization of Islamic Cooperation"',
  '"human rights" -women',
  'climat*',
];
const typed = [
  'organization of islamic cooperation',
  'sustainable',
  'resolución',
  'сотрудничество',
  'التعاون',
  '可持续发展',
];

/** What a field asks while somebody types a word: after two letters, and after each further one. */
const beginnings = (text: string): string[] =>
  Array.from({ length: Math.max(1, Math.min(text.length, 9) - 1) }, (_, n) => text.slice(0, n + 2));

export function searchPaths(): string[] {
  const words = [...tried, ...heldOut].filter((_, n) => n % 2 === 0);
  return [
    ...words.map(({ language, typed: q }) =>
      searchOf({ q, ...(latinLanguages.some((each) => each === language) && { languages: language }) }),
    ),
    ...[...frequent, ...rare, ...phrases].map((q) => searchOf({ q })),
    ...typed.flatMap(beginnings).map((q) => searchOf({ q, prefix: 'true' })),
    ...frequent
      .slice(0, 5)
      .flatMap((q) => [
        searchOf({ q, within: 'paragraph', language: 'en' }),
        searchOf({ q, within: 'paragraph', language: 'zh' }),
        searchOf({ q, within: 'activity' }),
        searchOf({ q, owner: 'OIC' }),
        searchOf({ q, skip: '100' }),
      ]),
  ];
}

const mandateFilters: readonly Readonly<Record<string, string>>[] = [
  {},
  { force: 'request' },
  { who: 'UN/SG' },
  { mark: 'reporting' },
  { state: 'proposed' },
  { state: 'confirmed' },
  { state: 'rejected' },
  { dueFrom: '2020-01-01', dueTo: '2026-12-31' },
  { sure: 'true' },
  { sure: 'false' },
  { symbol: 'A/RES/79/1' },
];

/** First pages of every list, with each way to sort it and each filter. */
export async function listPaths({ ask }: Client): Promise<string[]> {
  const idsOf = async (path: string): Promise<string[]> => {
    const { items } = (await (await ask(path)).json()) as { items: readonly { readonly id: string }[] };
    return items.map(({ id }) => id);
  };
  const [programme = ''] = await idsOf('/programmes');
  const [document = ''] = await idsOf('/documents');
  const [activity = ''] = await idsOf('/activities');
  const [importId = ''] = await idsOf('/imports');
  const sorts = ['changed', 'opened', 'until', 'title'];
  return [
    ...registerNames.flatMap((name) => sorts.map((sort) => `/${registers[name].path}?sort=${sort}`)),
    ...['documents', 'activities', 'updates', 'reviews'].flatMap((path) => [
      `/${path}?programme=${programme}`,
      `/${path}?owner=OIC`,
      `/${path}?owner=OIC&sort=title`,
      `/${path}?withdrawn=true`,
      `/${path}?body=UN/SG`,
    ]),
    `/versions?parent=${document}`,
    `/updates?parent=${activity}`,
    '/activities?untilFrom=2026-06-01&untilTo=2026-06-30&sort=until',
    ...['text', 'due', 'doubt'].flatMap((sort) =>
      [...mandateFilters, { programme }, { document }].map(
        (filter) => `/mandates?${new URLSearchParams({ sort, ...filter })}`,
      ),
    ),
    '/changes',
    `/changes?programme=${programme}`,
    `/entries/${activity}/history`,
    '/people',
    '/people?party=UN',
    '/imports',
    '/imports?owner=UN',
    `/imports/${importId}/files`,
  ];
}
