import { visible } from '../reader/write/sheet.ts';
import type { Fault } from '../records/audit.ts';
import type { BackupFault } from '../records/backupCheck.ts';
import type { BundleFault } from '../records/bundleCheck.ts';

/** What is wrong with records, in words, and what a host can do about it. */

type Any = Fault | BundleFault | BackupFault;

interface Meaning<Kind extends Any['kind']> {
  readonly happened: (fault: Extract<Any, { kind: Kind }>) => string;
  readonly remedy: string;
}

const restore =
  'Somebody, or a broken disk, changed the database. Stop the server, keep a copy of the database as it is, and restore the last backup that verifies (rapport restore FILE --check). A checkpoint kept elsewhere tells since when (--against).';
const again = 'Get the file again from where it came; as it is, it proves nothing.';
const whose =
  'Ask whose log it is for the thumbprint of its founding key, on another way than the file came. If it differs, the log is not theirs.';

const meanings: { readonly [Kind in Any['kind']]: Meaning<Kind> } = {
  gap: {
    happened: ({ seq, expected }) =>
      seq > expected
        ? `${seq - expected === 1 ? `Record ${expected} is missing` : `Records ${expected} to ${seq - 1} are missing`}: ${seq} follows ${expected - 1}.`
        : `Record ${seq} does not stand in its place: ${expected} was to come.`,
    remedy: restore,
  },
  changed: {
    happened: ({ seq }) => `Record ${seq} is not what was hashed and signed: its text, number or hash was changed.`,
    remedy: restore,
  },
  unlinked: {
    happened: ({ seq }) => `Record ${seq} does not name the record before it: one of the two was put in later.`,
    remedy: restore,
  },
  unsigned: {
    happened: ({ seq }) => `Record ${seq} is signed by no key that the log itself brought in.`,
    remedy: restore,
  },
  head: {
    happened: ({ seq, expected }) =>
      seq === expected
        ? `Another record stands at the end, at ${seq}, than was to.`
        : `The last record is ${seq}, but ${expected} was to be the last.`,
    remedy: restore,
  },
  columns: {
    happened: ({ seq, columns }) =>
      `Record ${seq} is listed otherwise than it was signed: ${columns.join(', ')} in the table.`,
    remedy: restore,
  },
  foreign: { happened: ({ seq }) => `Record ${seq} is of another instance.`, remedy: restore },
  cut: {
    happened: ({ seq, expected }) =>
      `The log ends at record ${seq}, but the checkpoint was taken at ${expected}: what came after ${seq} was cut off, or an older backup was restored.`,
    remedy: restore,
  },
  forked: {
    happened: ({ seq }) => `At record ${seq} the log has another record than the checkpoint: it was written anew.`,
    remedy: restore,
  },
  checkpoint: {
    happened: () => 'The checkpoint is of another instance, or no key of this log signed it.',
    remedy: 'Name a checkpoint that this instance gave: rapport records checkpoint.',
  },
  stranger: {
    happened: ({ key }) =>
      key === null
        ? 'There is no founding record, so nobody vouches for the rest.'
        : `It was founded with the key ${key}, not with the one that was named.`,
    remedy: whose,
  },
  'unknown-key': {
    happened: ({ key }) => `This installation signs with the key ${key}, which no record brought in.`,
    remedy:
      'Folder and database do not belong together: check --data and DATABASE_URL, or put the right keys back from a backup.',
  },
  line: { happened: ({ line }) => `Line ${line} is no line of a bundle of records.`, remedy: again },
  unsealed: { happened: () => 'The signed checkpoint at its end is missing: the file was cut off.', remedy: again },
  altered: { happened: () => 'Its bytes are not those that were signed at its end.', remedy: again },
  seal: { happened: () => 'No key of these records signed the checkpoint at its end.', remedy: again },
  uncalled: { happened: ({ seq }) => `Record ${seq} does not belong into what the first line says.`, remedy: again },
  entry: { happened: ({ name }) => `${visible(name)} is missing or damaged.`, remedy: again },
  surplus: { happened: ({ name }) => `${visible(name)} is not on the signed list.`, remedy: again },
  files: { happened: () => 'The files are not those of the signed list.', remedy: again },
  manifest: { happened: () => 'No key of the records in it signed its list.', remedy: again },
};

const shown = 40;

/** Lines that tell of all faults, the first forty each by itself, then what to do. */
export function toldFaults(faults: readonly Any[]): string[] {
  const words = faults.slice(0, shown).map((fault) => `  ${meanings[fault.kind].happened(fault as never)}`);
  const more = faults.length > shown ? [`  ... and ${faults.length - shown} more.`] : [];
  const remedies = new Set(faults.map(({ kind }) => meanings[kind].remedy));
  return [...words, ...more, 'What to do:', ...[...remedies].map((remedy) => `  ${remedy}`)];
}
