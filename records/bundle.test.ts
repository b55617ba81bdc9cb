import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleOf, placeOf } from './bundle.ts';
import { type BundleReport, checkBundle } from './bundleCheck.ts';
import { readCheckpoint } from './checkpoint.ts';
import { gathered } from './contents.ts';
import { rotateKey } from './rotation.ts';
import type { SigningKey } from './signing.ts';
import { type TestInstance, testInstance } from './testInstance.ts';
import { type Scope, wholeLog } from './walk.ts';

let made: TestInstance;
let key: SigningKey;
let whole: Buffer;
const scopes: Record<string, Scope> = {};

const bundle = (scope: Scope): Promise<Buffer> =>
  gathered(bundleOf(made.database.tables, { instance: made.instance, key, scope }));

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 500) yield bytes.subarray(at, at + 500);
}

const check = (bytes: Buffer, pinned = made.key.kid): Promise<BundleReport> => checkBundle(pieces(bytes), { pinned });

beforeAll(async () => {
  made = await testInstance();
  const { database, instance, data, desk } = made;
  key = await rotateKey(`${data}/keys`, { database, instance, inUse: made.key, clock: { now: () => new Date() } });
  await desk.open(
    { person: null, memberships: [], system: true },
    'party',
    { party: 'LAS', names: { en: 'LAS' } },
    { owner: 'LAS' },
  );
  whole = await bundle(wholeLog);
  const after = (await placeOf(database.tables, 6)) ?? wholeLog.after;
  const end = (await placeOf(database.tables, 11)) ?? wholeLog.after;
  Object.assign(scopes, {
    'all records': wholeLog,
    'those after one': { after, party: null },
    'those of a party': { ...wholeLog, party: 'OIC' },
    'those of a party after one': { after, party: 'UN' },
    'none any more': { after: end, party: null },
    'those of a party that has none there': { after, party: 'LAS' },
  });
});
afterAll(() => made.close());

describe('a bundle', () => {
  it.each([
    'all records',
    'those after one',
    'those of a party',
    'those of a party after one',
    'none any more',
    'those of a party that has none there',
  ])('of %s verifies by the founding key, and by the key that signed its end', async (name) => {
    const bytes = await bundle(scopes[name] ?? wholeLog);
    for (const pinned of [made.key.kid, key.kid]) expect((await check(bytes, pinned)).faults).toEqual([]);
    expect(await bundle(scopes[name] ?? wholeLog)).toEqual(bytes);
  });

  it('ends in a checkpoint of the whole log', async () => {
    const last = whole.toString('utf8').trimEnd().split('\n').at(-1) ?? '';
    expect(readCheckpoint(last)?.says).toMatchObject({ instance: made.instance, seq: 11, bundle: { records: 11 } });
  });

  it('is not what another key vouches for', async () => {
    expect((await check(whole, 'A'.repeat(43))).faults).toEqual([{ kind: 'stranger', key: made.key.kid }]);
  });

  it('shows any byte that was changed', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
        const changed = Buffer.from(whole);
        const place = at % changed.length;
        changed[place] = (changed[place] ?? 0) ^ bits;
        expect((await check(changed)).faults, `byte ${place} with ${bits}`).not.toEqual([]);
      }),
      { numRuns: 150 },
    ));

  it.each([
    ['a record is left out', (lines: string[]) => lines.toSpliced(4, 1)],
    ['two records change places', (lines: string[]) => lines.with(4, lines[5] ?? '').with(5, lines[4] ?? '')],
    ['a record stands there twice', (lines: string[]) => lines.toSpliced(4, 0, lines[4] ?? '')],
    ['the end is cut off', (lines: string[]) => lines.slice(0, -1)],
    ['the last record is cut off', (lines: string[]) => lines.toSpliced(-2, 1)],
    ['something is added behind the end', (lines: string[]) => [...lines, 'x\n']],
    ['only a header is there', (lines: string[]) => lines.slice(0, 1)],
    ['nothing is there', () => []],
    ['the founding is missing', (lines: string[]) => lines.toSpliced(1, 1)],
    ['it says that it is of a party', (lines: string[]) => lines.with(0, (lines[0] ?? '').replace('null', '"OIC"'))],
    ['lines end otherwise', (lines: string[]) => lines.map((line) => line.replace('\n', '\r\n'))],
  ])('shows where %s', async (_, change) => {
    const lines = whole.toString('utf8').split(/(?<=\n)/);
    expect((await check(Buffer.from(change(lines).join('')))).faults).not.toEqual([]);
  });

  it('whatever the bytes are, gives a report', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.json().map((text) => `${text}\n`),
            fc.constantFrom(...whole.toString('utf8').split(/(?<=\n)/)),
            fc
              .record({ seq: fc.integer(), hash: fc.string(), envelope: fc.json(), jws: fc.string() })
              .map((line) => `${JSON.stringify(line)}\n`),
            fc
              .record({ type: fc.constant('rapport.instance.founded'), data: fc.record({ key: fc.jsonValue() }) })
              .map(
                (envelope) =>
                  `${JSON.stringify({ seq: 1, hash: '', envelope: JSON.stringify(envelope), jws: 'a..b' })}\n`,
              ),
          ),
          { maxLength: 8 },
        ),
        async (lines) => {
          expect((await check(Buffer.from(lines.join('')))).faults).not.toEqual([]);
        },
      ),
      { numRuns: 200 },
    ));

  it('cannot be made by a stranger who brings in the pinned key as his second one', async () => {
    const forged = await testInstance(0);
    const { introduceKey } = await import('./instance.ts');
    await introduceKey(forged.database, forged.instance, forged.key, made.key.publicKey, { now: () => new Date() });
    const bytes = await gathered(
      bundleOf(forged.database.tables, { instance: forged.instance, key: forged.key, scope: wholeLog }),
    );
    expect((await check(bytes)).faults).toEqual([{ kind: 'stranger', key: forged.key.kid }]);
    await forged.close();
  });
});
