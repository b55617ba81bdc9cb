import { createHash } from 'node:crypto';
import { system } from '../programme/access.ts';
import type { Entry } from '../programme/ports.ts';
import { type RegisterName, registerNames, registers } from '../programme/registers.ts';
import type { Visibility } from '../programme/vocabulary.ts';
import { reading } from '../records/records.ts';
import type { Office } from './office.ts';
import { concernedBody, type Derived, type Direct, type Targets, testBodies, testReading } from './testBodies.ts';

/**
 * A world to look into from every side: a programme of the OIC with a party, an observer and a third party, and in it and
 * outside it an entry of every register in every visibility, each with a word of its own in its text.
 */

export const visibilities: readonly Visibility[] = ['internal', 'parties', 'public'];

export interface Planted {
  readonly entry: Entry;
  /** Stands in the texts of this entry and nowhere else; null where its register has no text. */
  readonly word: string | null;
}

export interface PlantedMandate {
  readonly id: string;
  readonly programme: string | null;
  readonly visibility: Visibility;
  readonly word: string;
}

export interface World {
  readonly programme: string;
  readonly targets: Targets;
  readonly planted: readonly Planted[];
  readonly mandates: readonly PlantedMandate[];
  /** An entry of the other party, in the programme and outside it, that everyone sees. */
  readonly others: readonly Entry[];
}

/** A word that nobody else uses: letters only, so that searching finds it whole. */
const wordOf = (number: number): string =>
  `xq${[...String(number).padStart(3, '0')].map((digit) => 'bdfghklmnp'[Number(digit)]).join('o')}u`;

/** Where entries of a register can stand: in the programme, outside it, or both. */
const placesOf = (register: RegisterName, programme: string): readonly (string | null)[] => {
  switch (registers[register].scope) {
    case 'programme':
      return [programme];
    case 'instance':
      return [null];
    case 'either':
      return [programme, null];
  }
};

/** A party has one card: of the three it is planted as the one that most may not see. */
const visibilitiesOf = (register: RegisterName): readonly Visibility[] =>
  register === 'party' ? ['internal'] : visibilities;

const derived: ReadonlySet<string> = new Set<Derived>(['version', 'review', 'fate', 'stance']);
export const isDirect = (register: RegisterName): register is Direct => !derived.has(register);
const directNames = registerNames.filter(isDirect);

async function targetsIn(office: Office, programme: string): Promise<Targets> {
  const open = async (register: Direct, body: object) =>
    (await office.secretariat.open(system, register, body, { owner: 'OIC', programme })).id;
  const period = await open('period', {
    names: { en: '2027-2028' },
    span: { from: '2027-01-01', until: '2028-12-31' },
  });
  const area = await open('area', { names: { en: 'Statistics' } });
  const activity = await open('activity', { title: 'Course on household surveys', period, area });
  const series = await open('meeting-series', { names: { en: 'General meeting' }, kind: 'general' });
  const meeting = await open('meeting', { kind: 'general', title: 'General meeting', series });
  const due = '2027-03-15';
  const about = [{ entry: activity }];
  const request = await open('request', { title: 'Report', about, to: [{ body: concernedBody }], due });
  return { period, area, activity, series, meeting, request };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A document with a version and mandates, as an import keeps it. */
async function keptDocument(
  office: Office,
  word: string,
  mandates: number,
  programme: string | null,
  visibility: Visibility,
) {
  const made = testReading(word, mandates);
  const kept = await office.files.keep(new TextEncoder().encode(JSON.stringify(made)));
  if (kept.kind !== 'kept') throw new RangeError(`The reading of ${word} is too large.`);
  const file = { name: `${word}.txt`, format: 'text', sha256: sha256(word), bytes: word.length, part: 0 };
  const { document, version } = await office.secretariat.keepDocument(
    system,
    { ...file, reading: made, readingSha256: kept.sha256, findings: [] },
    { owner: 'OIC', programme, visibility },
  );
  const found = await reading(office.database, system, (db) =>
    db.selectFrom('mandate').select('id').where('document', '=', document.id).orderBy('nth').execute(),
  );
  return { version, mandates: found.map(({ id }) => id) };
}

/** Fills an instance that has nothing in it yet. */
export async function worldIn(office: Office): Promise<World> {
  const { secretariat } = office;
  let count = 0;
  const fresh = () => wordOf(count++);
  for (const party of ['UN', 'LAS', 'OSCE', 'AU'])
    await secretariat.open(system, 'party', { party, names: { en: party } }, { owner: party });
  const parties = [
    { party: 'OIC', as: 'party' },
    { party: 'UN', as: 'party' },
    { party: 'LAS', as: 'observer' },
    { party: 'OSCE', as: 'third' },
  ];
  const programme = (
    await secretariat.open(system, 'programme', { names: { en: 'UN and OIC' }, parties }, { owner: 'OIC' })
  ).id;
  const targets = await targetsIn(office, programme);
  const planted: Planted[] = [];
  const mandates: PlantedMandate[] = [];
  const others: Entry[] = [];
  for (const register of directNames) {
    for (const within of placesOf(register, programme)) {
      for (const visibility of visibilitiesOf(register)) {
        const word = fresh();
        const standing = { owner: 'OIC', programme: within, visibility };
        const entry = await secretariat.open(system, register, testBodies[register](word, targets), standing);
        planted.push({ entry, word });
      }
    }
  }
  for (const within of [programme, null]) {
    const shared = await keptDocument(office, fresh(), visibilities.length, within, 'public');
    for (const [nth, visibility] of visibilities.entries()) {
      const word = fresh();
      const standing = { owner: 'OIC', programme: within, visibility };
      const kept = await keptDocument(office, word, 1, within, visibility);
      planted.push({ entry: kept.version, word });
      for (const id of kept.mandates) mandates.push({ id, programme: within, visibility, word });
      const mandate = shared.mandates[nth];
      if (mandate === undefined) throw new RangeError('The shared document has too few mandates.');
      const [reason, remarks, words] = [fresh(), fresh(), fresh()];
      const correction = { who: [concernedBody] };
      const review = await secretariat.review(system, mandate, { decision: 'corrected', correction, reason }, standing);
      const fate = await secretariat.settle(system, mandate, { fate: 'implemented', remarks }, standing);
      const update = { about: { entry: targets.activity }, words: 'Under way', on: '2027-01-01' };
      const place = { owner: 'UN', programme: within, visibility: 'public' } as const;
      const other = await secretariat.open(system, 'update', update, place);
      const stance = await secretariat.respond(system, other.id, { stance: 'differs', words }, standing);
      planted.push({ entry: review, word: reason }, { entry: fate, word: remarks }, { entry: stance, word: words });
      others.push(other);
    }
  }
  return { programme, targets, planted, mandates, others };
}
