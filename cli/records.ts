import type { Command } from './command.ts';
import { quietOption } from './hosting.ts';
import { placeOptions } from './place.ts';

/** The commands of the log. What they do is loaded when they are run. */

const verify: Command = {
  name: 'records verify',
  summary: 'Check that no record was changed, removed or put in.',
  about:
    'Walks the whole log: every number there, every hash right, each record naming the one before, each signed by a key that the log itself brought in, and the table as it was signed. With --bundle it verifies an exported file instead, with no installation and no network.',
  arguments: [],
  options: [
    ...placeOptions,
    { flags: '--against <file>', about: 'a checkpoint that was kept elsewhere: whether the log still goes on from it' },
    {
      flags: '--bundle <file>',
      about: 'a file of rapport records export, with or without files, instead of an installation',
    },
    {
      flags: '--key <thumbprint>',
      about:
        'thumbprint of the founding key, known from elsewhere: without it only what is in itself consistent is shown',
    },
    quietOption,
  ],
  examples: [
    { command: 'rapport records verify', about: 'The log of ./rapport-data.' },
    { command: 'rapport records verify --against checkpoint.json', about: 'And that it goes on from a checkpoint.' },
    {
      command: 'rapport records verify --bundle records.jsonl --key THUMBPRINT',
      about: 'A file that somebody sent.',
    },
  ],
  run: async (_, options) => (await import('./recordsVerify.ts')).verify(options),
};

const exporting: Command = {
  name: 'records export',
  summary: 'Write records into a file that proves itself.',
  about:
    'Writes records as JSON Lines: what was taken, then each record with its hash and signature, then a checkpoint that signs all of it. The same log gives the same bytes. Whoever has the file and the thumbprint of the founding key can verify it without this program being there.',
  arguments: [],
  options: [
    ...placeOptions,
    { flags: '--out <file>', about: 'where to write (otherwise standard output; needed with --with-files)' },
    { flags: '--after <number>', about: 'only what came after this record' },
    { flags: '--party <party>', about: 'only records of one party' },
    { flags: '--with-files', about: 'a ZIP archive with the records and every file that they name, under its hash' },
    quietOption,
  ],
  examples: [
    { command: 'rapport records export --out records.jsonl', about: 'All records.' },
    {
      command: 'rapport records export --party OIC --with-files --out oic.zip',
      about: 'Those of one party, with files.',
    },
  ],
  run: async (_, options) => (await import('./recordsExport.ts')).exportRecords(options),
};

const checkpoint: Command = {
  name: 'records checkpoint',
  summary: 'Print what the log is now, signed, to keep elsewhere.',
  about:
    'Prints one line: the number and the hash of the last record, signed. Kept where this machine cannot change it, it shows later that nothing before was changed or cut off (rapport records verify --against).',
  arguments: [],
  options: placeOptions,
  examples: [{ command: 'rapport records checkpoint > checkpoint.json', about: 'To be sent away or printed.' }],
  run: async (_, options) => (await import('./recordsExport.ts')).printCheckpoint(options),
};

const rebuilding: Command = {
  name: 'records rebuild',
  summary: 'Make the tables anew from the log.',
  about:
    'Empties the tables that are read from the log and fills them again, all or none. Readers and writers wait meanwhile. With --check it tells every row that was other than the log has it, and the exit code says whether there was one.',
  arguments: [],
  options: [...placeOptions, { flags: '--check', about: 'compare the rows before and after' }, quietOption],
  examples: [{ command: 'rapport records rebuild --check', about: 'And whether anybody had edited a table.' }],
  run: async (_, options) => (await import('./recordsRebuild.ts')).rebuildTables(options),
};

const migrations: Command = {
  name: 'records migrations',
  summary: 'Print what the next start would do to the database.',
  about: 'Prints the pending steps of the schema as SQL to read. It runs none of it.',
  arguments: [],
  options: placeOptions,
  examples: [{ command: 'rapport records migrations', about: 'Before an upgrade.' }],
  run: async (_, options) => (await import('./recordsRebuild.ts')).printMigrations(options),
};

const rotating: Command = {
  name: 'records rotate-key',
  summary: 'Sign with a new key from now on.',
  about:
    'Makes a new key, which a record signed with the old one brings into the log. Old records stay good. A server that runs signs with the old key until it is started again.',
  arguments: [],
  options: placeOptions,
  examples: [{ command: 'rapport records rotate-key', about: 'Once a year, or when a host has left.' }],
  run: async (_, options) => (await import('./recordsRebuild.ts')).changeKey(options),
};

export const records: readonly Command[] = [verify, exporting, checkpoint, rebuilding, migrations, rotating];
