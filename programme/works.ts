import type { KeptReading } from './keptReading.ts';
import type { BodyOf } from './registers.ts';

const documentKinds: Readonly<Record<KeptReading['type'], BodyOf<'document'>['kind']>> = {
  resolution: 'resolution',
  decision: 'decision',
  'presidential-statement': 'statement',
  declaration: 'declaration',
  'draft-resolution': 'draft',
  'draft-decision': 'draft',
  'draft-statement': 'draft',
  other: 'other',
};

/** What the text says of itself. */
export const documentBody = (reading: KeptReading) => ({
  kind: documentKinds[reading.type],
  symbol: reading.symbol,
  work: reading.work,
  title: (reading.title ?? reading.symbol ?? '').slice(0, 2000),
  organ: reading.organ,
  session: reading.session,
  date: reading.date,
  sponsors: reading.sponsors?.slice(0, 2000) ?? null,
  vote: reading.vote,
});
