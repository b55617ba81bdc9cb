import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { visible } from '../reader/write/sheet.ts';
import { auditRecords } from '../records/audit.ts';
import { checkBundleArchive } from '../records/bundleArchive.ts';
import { type BundleReport, checkBundle } from '../records/bundleCheck.ts';
import { readCheckpoint } from '../records/checkpoint.ts';
import { openPlaceDatabase } from '../records/installation.ts';
import { keyIn } from '../records/signing.ts';
import { complain, type Options, say } from './batch.ts';
import { toldFaults } from './breaks.ts';
import type { Exit } from './exit.ts';
import { barOf, demandInstalled, hosted, opening, Refused } from './hosting.ts';
import { keysOf, placeOf } from './place.ts';

const text = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

export function verify(options: Options): Promise<Exit> {
  const key = text(options.key);
  if (key !== undefined && !/^[\w-]{43}$/.test(key)) {
    complain(`--key ${visible(key)}: a thumbprint has 43 letters, digits, - and _.`);
    return Promise.resolve('usage');
  }
  const bundle = text(options.bundle);
  if (bundle !== undefined && options.against !== undefined) {
    complain('--against goes with an installation, not with --bundle.');
    return Promise.resolve('usage');
  }
  return hosted((signal) => (bundle === undefined ? verifyLog(options, key, signal) : verifyBundle(bundle, key)));
}

async function checkpointIn(path: string | undefined) {
  if (path === undefined) return undefined;
  const checkpoint = readCheckpoint((await readFile(path, 'utf8')).replace(/\r?\n$/, ''));
  if (checkpoint === null)
    throw new Refused(`${visible(path)} is no checkpoint. Name a file with the line of rapport records checkpoint.`);
  return checkpoint;
}

async function verifyLog(options: Options, pinned: string | undefined, signal: AbortSignal): Promise<Exit> {
  const place = placeOf(options);
  await demandInstalled(place);
  const against = await checkpointIn(text(options.against));
  const inUse = (await keyIn(keysOf(place)))?.kid;
  const quiet = options.quiet === true;
  const { database, close } = await openPlaceDatabase(place, opening(quiet));
  const bar = barOf(quiet);
  try {
    const audit = await auditRecords(database, {
      ...{ against, pinned, inUse },
      progress: (done, total) => {
        signal.throwIfAborted();
        bar.step(done, total);
      },
    });
    bar.clear();
    await say(`${summary(audit)}\n`);
    if (against !== undefined && audit.faults.length === 0)
      await say(`It goes on from the checkpoint at record ${against.says.seq} of ${against.says.time}.\n`);
    return await judged(audit.faults);
  } finally {
    bar.clear();
    await close();
  }
}

const summary = ({ records, head, keys }: Pick<BundleReport, 'records' | 'head' | 'keys'>): string =>
  [
    `${records} records; the last is ${head.seq}`,
    `  hash  ${head.hash}`,
    ...keys.map((key, n) => `  key   ${key}${n === 0 ? ' (founding)' : ''}`),
  ].join('\n');

async function judged(faults: Parameters<typeof toldFaults>[0]): Promise<Exit> {
  if (faults.length === 0) {
    await say('Nothing is missing, changed or put in.\n');
    return 'done';
  }
  await say(`${faults.length === 1 ? 'One thing is' : `${faults.length} things are`} wrong:\n`);
  await say(`${toldFaults(faults).join('\n')}\n`);
  return 'broken';
}

async function isArchive(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.toString('latin1') === 'PK';
  } finally {
    await file.close();
  }
}

async function verifyBundle(path: string, pinned: string | undefined): Promise<Exit> {
  const report = (await isArchive(path))
    ? await checkBundleArchive(path, { pinned })
    : await checkBundle(createReadStream(path), { pinned });
  const { header, checkpoint } = report;
  if (header !== null) {
    const party = header.party === null ? '' : `, of ${header.party} only`;
    const after = header.after.seq === 0 ? '' : `, after record ${header.after.seq}`;
    await say(`Records of the instance ${visible(header.instance)}${visible(party)}${after}.\n`);
  }
  await say(`${summary(report)}\n`);
  if (checkpoint !== null) await say(`The log was at record ${checkpoint.seq} of ${checkpoint.time} then.\n`);
  const exit = await judged(report.faults);
  if (pinned === undefined && exit === 'done')
    complain(
      'whose log it is was not checked: name the thumbprint of its founding key with --key, known from elsewhere.',
    );
  return exit;
}
