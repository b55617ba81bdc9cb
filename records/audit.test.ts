import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { system } from '../programme/access.ts';
import { auditRecords, type Fault } from './audit.ts';
import { headRecord } from './bundle.ts';
import { checkpointAt, readCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { rotateKey } from './rotation.ts';
import { keyIn } from './signing.ts';
import { type TestInstance, testInstance } from './testInstance.ts';

let made: TestInstance;
beforeEach(async () => {
  made = await testInstance();
});
afterEach(() => made.close());

const checkpoint = async ({ database, instance, key }: TestInstance): Promise<SignedCheckpoint> => {
  const read = readCheckpoint(await checkpointAt(await headRecord(database.tables), instance, key));
  if (read === null) throw new Error('The checkpoint cannot be read.');
  return read;
};

const kinds = (faults: readonly Fault[]): string[] => [...new Set(faults.map(({ kind }) => kind))];

describe('the log', () => {
  it('has no fault, and tells its keys', async () => {
    const audit = await auditRecords(made.database, {
      against: await checkpoint(made),
      pinned: made.key.kid,
      inUse: made.key.kid,
    });
    expect(audit).toMatchObject({ records: 9, head: { seq: 9 }, keys: [made.key.kid], faults: [] });
  });

  it('can be walked from the end, with the keys of the beginning', async () => {
    const audit = await auditRecords(made.database, { last: 3, inUse: made.key.kid });
    expect(audit).toMatchObject({ records: 4, faults: [] });
  });

  it('refuses to be edited as long as its triggers stand', async () => {
    for (const sql of ["update record set owner = 'x'", 'delete from record', 'truncate record'])
      await expect(made.database.pool.query(sql)).rejects.toThrow('append-only');
  });
});

describe('what was edited in the database is found', () => {
  it.each([
    [
      'a word of a record',
      "update record set envelope = replace(envelope, 'Course 1', 'Course 9') where seq = 6",
      ['changed'],
    ],
    [
      'a word and the hash with it',
      "update record set envelope = replace(envelope, 'Course 1', 'Course 9') where seq = 6; update record set hash = encode(sha256(convert_to(envelope, 'UTF8')), 'hex') where seq = 6",
      ['unsigned', 'unlinked'],
    ],
    ['a signature', "update record set jws = replace(jws, '..', '..AAAA') where seq = 6", ['unsigned']],
    [
      'a signature of another record',
      'update record set jws = (select jws from record where seq = 5) where seq = 6',
      ['unsigned'],
    ],
    ['a record taken out', 'delete from record where seq = 6', ['gap', 'unlinked']],
    ['the last record taken out', 'delete from record where seq = 9', ['head']],
    [
      'the last record taken out, and the head moved',
      'delete from record where seq = 9; update log_head set (seq, hash) = (select seq, hash from record where seq = 8)',
      [],
    ],
    ['the head alone', 'update log_head set seq = 8', ['head']],
    ['the first record', 'delete from record where seq = 1', ['gap', 'unlinked', 'unsigned', 'unknown-key']],
    [
      'two records that change places',
      'update record set seq = -seq where seq in (6, 7); update record set seq = 13 + seq where seq < 0',
      ['changed', 'unlinked'],
    ],
    ['a number below the first', 'update record set seq = -1 where seq = 6', ['gap', 'changed', 'unlinked']],
    ['who may see a record', "update record set visibility = 'public' where seq = 6", ['columns']],
    ['whose it is', "update record set owner = 'UN' where seq = 6", ['columns']],
    ['whom it concerns', "update record set bodies = '{UN/OCHA}' where seq = 6", ['columns']],
    ['when it was', "update record set time = time - interval '1 day' where seq = 6", ['columns']],
    ['what it is about', 'update record set subject = id where seq = 6', ['columns']],
    ['the id of the instance', 'update instance set id = (select id from record where seq = 6)', ['foreign']],
    ['what is no JSON', "update record set envelope = '{' where seq = 6", ['changed']],
    ['half a character', `update record set envelope = '{"a":"\\ud800"}' where seq = 6`, ['changed']],
    [
      'a key that is none',
      `update record set envelope = replace(envelope, '"OKP"', '"RSA"') where seq = 1`,
      ['changed', 'unsigned', 'unknown-key'],
    ],
  ])('%s', async (_, sql, expected) => {
    const before = await checkpoint(made);
    await made.tamper(sql);
    const alone = await auditRecords(made.database, { inUse: made.key.kid });
    expect(kinds(alone.faults).sort()).toEqual(expect.arrayContaining(expected.toSorted()));
    expect(alone.faults.length === 0).toBe(expected.length === 0);
    // What was cut off cleanly only a checkpoint from elsewhere shows.
    const compared = await auditRecords(made.database, { inUse: made.key.kid, against: before });
    expect(compared.faults).not.toEqual([]);
  });

  it('a log written anew with another key', async () => {
    const before = await checkpoint(made);
    const other = await testInstance(6);
    try {
      const options = { pinned: made.key.kid, inUse: made.key.kid, against: before };
      expect(kinds((await auditRecords(other.database, options)).faults)).toEqual([
        'checkpoint',
        'stranger',
        'unknown-key',
      ]);
    } finally {
      await other.close();
    }
  });

  it('a log that goes on otherwise from an older copy', async () => {
    await made.tamper('create table kept as select * from record where seq = 9');
    const before = await checkpoint(made);
    await made.tamper(
      'delete from record where seq = 9; update log_head set (seq, hash) = (select seq, hash from record where seq = 8)',
    );
    await made.desk.open(system, 'activity', { title: 'Another' }, { owner: 'UN', programme: made.programme });
    expect((await auditRecords(made.database)).faults).toEqual([]);
    expect((await auditRecords(made.database, { against: before })).faults).toEqual([{ kind: 'forked', seq: 9 }]);
  });
});

describe('a new key', () => {
  const rotate = ({ data, database, instance, key }: TestInstance) =>
    rotateKey(join(data, 'keys'), { database, instance, inUse: key, clock: { now: () => new Date() } });

  it('is brought in by the old one and signs from then on', async () => {
    const next = await rotate(made);
    expect((await keyIn(join(made.data, 'keys')))?.kid).toBe(next.kid);
    expect(await auditRecords(made.database, { inUse: next.kid })).toMatchObject({
      keys: [made.key.kid, next.kid],
      faults: [],
    });
    // The server that runs signs with the old one.
    await made.desk.open(system, 'activity', { title: 'Meanwhile' }, { owner: 'UN', programme: made.programme });
    expect((await auditRecords(made.database, { inUse: next.kid })).faults).toEqual([]);
  });

  it('that cannot be brought in leaves the old one in use', async () => {
    await made.tamper('alter table record rename to away');
    await expect(rotate(made)).rejects.toThrow();
    await made.tamper('alter table away rename to record');
    expect((await keyIn(join(made.data, 'keys')))?.kid).toBe(made.key.kid);
    expect((await auditRecords(made.database, { inUse: made.key.kid })).faults).toEqual([]);
    const next = await rotate(made);
    expect((await auditRecords(made.database, { inUse: next.kid })).faults).toEqual([]);
  });

  it('whose making was broken off halfway gives way to the next', async () => {
    await writeFile(join(made.data, 'keys', 'next'), 'half');
    const next = await rotate(made);
    expect((await keyIn(join(made.data, 'keys')))?.kid).toBe(next.kid);
  });
});
