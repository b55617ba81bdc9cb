import type { Command } from './command.ts';
import { placeOptions } from './place.ts';

const add: Command = {
  name: 'party add',
  summary: 'Open a party: an organization or State that keeps records here.',
  about:
    'Records a new party, which owns this record itself. Its name is given in English, or in several languages: en=... fr=... ar=... es=... ru=... zh=...',
  arguments: [
    { name: '<party>', about: 'the short id by which records name it: UN, OIC, LAS' },
    { name: '<name...>', about: 'the name, or names as fr=Nom' },
  ],
  options: [
    ...placeOptions,
    { flags: '--kind <kind>', about: 'what it is', choices: ['organization', 'state', 'other'], value: 'organization' },
  ],
  examples: [
    { command: 'rapport party add UN "United Nations"', about: 'With an English name.' },
    {
      command:
        'rapport party add OIC "en=Organization of Islamic Cooperation" "fr=Organisation de la coopération islamique"',
      about: 'With two.',
    },
  ],
  run: async ([party = '', ...names], options) => (await import('./parties.ts')).addParty(party, names, options),
};

const list: Command = {
  name: 'party list',
  summary: 'List the parties.',
  about: 'Lists the parties with their names.',
  arguments: [],
  options: placeOptions,
  examples: [{ command: 'rapport party list', about: 'Those of ./rapport-data.' }],
  run: async (_, options) => (await import('./parties.ts')).listParties(options),
};

export const party: readonly Command[] = [add, list];
