import { passphraseOption } from './backup.ts';
import type { Command } from './command.ts';
import { quietOption } from './hosting.ts';
import { placeOptions } from './place.ts';

export const restore: Command = {
  name: 'restore',
  summary: 'Bring back an installation from a backup.',
  about:
    'Reads the whole backup first: every hash, the chain of records, who signed it. Then it makes an equal installation in a folder that is new or empty, with an embedded database or an empty external one ($DATABASE_URL), whichever the backup came from. Each table is written out again and compared. Where anything is wrong, nothing is left behind.',
  arguments: [{ name: '<file>', about: 'a file that rapport backup wrote' }],
  options: [
    ...placeOptions,
    { flags: '--check', about: 'read and check the backup, and restore nothing' },
    {
      flags: '--key <thumbprint>',
      about: 'thumbprint of the founding key, known from elsewhere: whose backup it must be',
    },
    passphraseOption,
    quietOption,
  ],
  examples: [
    { command: 'rapport restore rapport.zip --check', about: 'Whether the backup is good.' },
    { command: 'rapport restore rapport.zip --data /var/lib/rapport', about: 'Onto a new machine.' },
  ],
  run: async ([file = ''], options) => (await import('./restoreRun.ts')).bringBack(file, options),
};
