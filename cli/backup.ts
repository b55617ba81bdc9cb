import type { Command } from './command.ts';
import { quietOption } from './hosting.ts';
import { placeOptions } from './place.ts';

export const passphraseOption = {
  flags: '--passphrase-file <file>',
  about: 'a file with the passphrase that the backup is sealed with, 12 characters or more',
};

export const backup: Command = {
  name: 'backup',
  summary: 'Write everything of an installation into one file.',
  about:
    'Writes one ZIP archive with every table, every file, the keys and the secrets, as they are at one moment; the server may run meanwhile. A signed list in it names the hash of each part. The file is there whole or not at all. It holds the keys of the installation: with a passphrase everything but the list is sealed (scrypt, AES-256-GCM); without one, keep it where keys may be kept.',
  arguments: [],
  options: [
    ...placeOptions,
    {
      flags: '--out <file>',
      about:
        'where to write; in a folder that is there: rapport-<day>-<time>.zip (otherwise in the folder you stand in)',
    },
    passphraseOption,
    quietOption,
  ],
  examples: [
    { command: 'rapport backup --out /var/backups', about: 'Into a folder, named after the moment.' },
    {
      command: 'rapport backup --out rapport.zip --passphrase-file /root/passphrase',
      about: 'Sealed, to be kept anywhere.',
    },
  ],
  run: async (_, options) => (await import('./backupRun.ts')).backUp(options),
};
