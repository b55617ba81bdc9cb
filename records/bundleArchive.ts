import { open } from 'node:fs/promises';
import type { Files } from '../programme/ports.ts';
import { type BundleCheck, type BundleFault, type BundleReport, checkBundle } from './bundleCheck.ts';
import { isSha256, sha256Of } from './contents.ts';
import type { KeptRecord } from './log.ts';
import { filesIn } from './namedFiles.ts';
import { passing } from './passing.ts';
import { envelopeIn } from './walk.ts';
import { wholeFile } from './wholeFile.ts';
import { type ZipWriter, zipWriter } from './zip.ts';
import { type Archive, BrokenArchive, readArchive } from './zipReading.ts';

/** A bundle of records with the files that they name: a ZIP archive of `records.jsonl` and `files/` with a file a hash. */

export const recordsEntry = 'records.jsonl';
const fileEntry = (sha256: string): string => `files/${sha256}`;

/** Writes the archive; gives the hashes of files that are named but not held, or not as they were. */
export function writeBundleArchive(
  path: string,
  bundle: (look: (record: KeptRecord) => void) => AsyncIterable<Uint8Array>,
  files: Files,
  options: { readonly progress?: (done: number, total: number) => void; readonly signal?: AbortSignal } = {},
): Promise<readonly string[]> {
  const named = new Set<string>();
  const look = ({ envelope: text }: KeptRecord): void => {
    const envelope = envelopeIn(text);
    for (const sha256 of envelope === null ? [] : filesIn(envelope)) named.add(sha256);
  };
  return wholeFile(path, async (file) => {
    const zip = zipWriter(file);
    await zip.add(recordsEntry, bundle(look));
    const lacking: string[] = [];
    const sorted = [...named].sort();
    for (const [done, sha256] of sorted.entries()) {
      options.signal?.throwIfAborted();
      options.progress?.(done, sorted.length);
      if (!(await addFile(zip, files, sha256))) lacking.push(sha256);
    }
    await zip.finish();
    return lacking;
  });
}

async function addFile(zip: ZipWriter, files: Files, sha256: string): Promise<boolean> {
  const stream = await files.stream(sha256);
  if (stream === null) return false;
  const { bytes, sha256: found } = passing(stream);
  const { forget } = await zip.add(fileEntry(sha256), bytes);
  if (found() !== sha256) forget();
  return found() === sha256;
}

/** Verifies an archive: its records as `checkBundle` does, every file by its hash, and that none is there that no record names. */
export async function checkBundleArchive(path: string, check: BundleCheck = {}): Promise<BundleReport> {
  const file = await open(path);
  try {
    const archive = await readArchive(file);
    const named = new Set<string>();
    const report = await checkBundle(archive.read(recordsEntry), {
      ...check,
      look: (record, envelope) => {
        for (const sha256 of filesIn(envelope)) named.add(sha256);
        check.look?.(record, envelope);
      },
    });
    return { ...report, faults: [...report.faults, ...(await fileFaults(archive, named))] };
  } finally {
    await file.close();
  }
}

async function fileFaults(archive: Archive, named: ReadonlySet<string>): Promise<BundleFault[]> {
  const faults: BundleFault[] = [];
  for (const name of archive.names.filter((each) => each !== recordsEntry)) {
    const sha256 = name.slice(fileEntry('').length);
    if (name !== fileEntry(sha256) || !isSha256(sha256) || !named.has(sha256)) faults.push({ kind: 'surplus', name });
    else if (!(await isGood(archive, name, sha256))) faults.push({ kind: 'entry', name });
  }
  return faults;
}

async function isGood(archive: Archive, name: string, sha256: string): Promise<boolean> {
  try {
    return (await sha256Of(archive.read(name))) === sha256;
  } catch (error) {
    if (error instanceof BrokenArchive) return false;
    throw error;
  }
}
