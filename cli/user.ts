import type { Role } from '../programme/registers.ts';
import type { Command, Option } from './command.ts';
import { placeOptions } from './place.ts';

/** Written out: the registers themselves are loaded only when they are needed. */
const roles = Object.keys({ viewer: 0, 'focal-point': 0, editor: 0, coordinator: 0 } satisfies Record<Role, 0>);

const person = { name: '<person>', about: 'his mail address, or his id' };
const urlOption: Option = {
  flags: '--url <url>',
  about: 'where people reach the program, for the link',
  value: 'http://localhost:8080',
};
const partyOption: Option = { flags: '--party <party>', about: 'the party, by its short id: UN, OIC' };
const roleOption: Option = { flags: '--role <role>', about: 'what he is in the party', choices: roles };
const bodiesOption: Option = {
  flags: '--bodies <list>',
  about: 'the bodies that a focal point acts for, with commas between: UN/OCHA,UN/WFP',
};

const add: Command = {
  name: 'user add',
  summary: 'Add a person and print the link by which he comes in.',
  about:
    'Makes the card of a person, and what he is in a party, and prints a link that leads in once: he chooses a password or a passkey there. Who has a card with this address already gets the membership and no second card.',
  arguments: [{ name: '<name>', about: 'the name, as others shall see it' }],
  options: [
    ...placeOptions,
    { flags: '--email <address>', about: 'the address; without it he is known by his id alone' },
    partyOption,
    roleOption,
    bodiesOption,
    {
      flags: '--language <tag>',
      about: 'the language in which he is written to',
      choices: ['ar', 'en', 'es', 'fr', 'ru', 'zh'],
      value: 'en',
    },
    {
      flags: '--administrator',
      about: 'he runs the instance: people, sign-in, mail; he sees no record because of that',
    },
    urlOption,
  ],
  examples: [
    {
      command: 'rapport user add "Amal Haddad" --email amal@example.org --party OIC --role coordinator',
      about: 'Into a party.',
    },
    { command: 'rapport user add "Host" --email host@example.org --administrator', about: 'To run the instance.' },
  ],
  run: async ([name = ''], options) => (await import('./people.ts')).addPerson(name, options),
};

const list: Command = {
  name: 'user list',
  summary: 'List people and what they are in which party.',
  about: 'Lists all people who have a card, in the order of their names.',
  arguments: [],
  options: [...placeOptions, partyOption, { flags: '--json', about: 'as JSON, for programs' }],
  examples: [{ command: 'rapport user list --party OIC', about: 'The people of one party.' }],
  run: async (_, options) => (await import('./people.ts')).listPeople(options),
};

const role: Command = {
  name: 'user role',
  summary: 'Set what a person is in a party.',
  about: 'Sets the role of a person in a party, or takes him out of it.',
  arguments: [person],
  options: [
    ...placeOptions,
    partyOption,
    roleOption,
    bodiesOption,
    { flags: '--none', about: 'take him out of the party' },
  ],
  examples: [
    {
      command: 'rapport user role amal@example.org --party OIC --role focal-point --bodies OIC/SESRIC',
      about: 'A focal point.',
    },
    { command: 'rapport user role amal@example.org --party OIC --none', about: 'Who has left.' },
  ],
  run: async ([who = ''], options) => (await import('./people.ts')).setRole(who, options),
};

const passwordLink: Command = {
  name: 'user password-link',
  summary: 'Print a link by which a person sets a new password.',
  about:
    'Prints a link that is good once and for a short while, to be handed over. The second factor stays. Who never came in gets an invitation.',
  arguments: [person],
  options: [...placeOptions, urlOption],
  examples: [{ command: 'rapport user password-link amal@example.org', about: 'For who has lost his password.' }],
  run: async ([who = ''], options) => (await import('./people.ts')).printPasswordLink(who, options),
};

const secondFactor: Command = {
  name: 'user reset-second-factor',
  summary: 'Take off the second factor of a person who lost it.',
  about: 'Removes the second factor and its recovery codes and ends all sessions of the person. Be sure who asks.',
  arguments: [person],
  options: placeOptions,
  examples: [
    { command: 'rapport user reset-second-factor amal@example.org', about: 'For who has lost his telephone.' },
  ],
  run: async ([who = ''], options) => (await import('./people.ts')).resetSecondFactor(who, options),
};

const remove: Command = {
  name: 'user remove',
  summary: 'Erase the card of a person.',
  about:
    'Erases name, address, memberships and all that he could sign in with. Records keep the opaque id, which then names nobody. It cannot be undone.',
  arguments: [person],
  options: [...placeOptions, { flags: '--yes', about: 'do it' }],
  examples: [{ command: 'rapport user remove amal@example.org --yes', about: 'Who asked to be forgotten.' }],
  run: async ([who = ''], options) => (await import('./people.ts')).removePerson(who, options),
};

export const user: readonly Command[] = [add, list, role, passwordLink, secondFactor, remove];
