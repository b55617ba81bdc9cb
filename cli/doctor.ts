import type { Command } from './command.ts';
import { placeOptions } from './place.ts';

export const doctor: Command = {
  name: 'doctor',
  summary: 'Look an installation over, and say what to do.',
  about:
    'Looks at the program, the data folder, the database and its access rules, the keys, the files, the end of the log, mail and the address. Each line says good, look or bad, and what to do; no secret is shown. It changes nothing.',
  arguments: [],
  options: [
    ...placeOptions,
    { flags: '--all', about: 'read every file that records name and the whole log, not only a part' },
    { flags: '--url <url>', about: 'ask the program itself at the address where people reach it' },
    { flags: '--json', about: 'as JSON, for programs' },
  ],
  examples: [
    { command: 'rapport doctor', about: 'The installation in ./rapport-data.' },
    { command: 'rapport doctor --all --json', about: 'Everything, for a monitor.' },
  ],
  run: async (_, options) => (await import('./doctorRun.ts')).lookOver(options),
};
