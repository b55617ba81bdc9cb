import type { Role } from '../programme/registers.ts';
import type { LanguageTag } from '../programme/vocabulary.ts';
import { idOf } from '../records/ids.ts';

/** People of the demonstration: any of them can be chosen to look around as. They are nobody. */
export interface Persona {
  readonly key: string;
  readonly name: string;
  readonly language: LanguageTag;
  readonly party: string;
  readonly role: Role;
  readonly bodies: readonly string[];
}

export const personas: readonly Persona[] = [
  {
    key: 'desk-oic',
    name: 'Desk officer, OIC General Secretariat (example)',
    language: 'ar',
    party: 'OIC',
    role: 'coordinator',
    bodies: [],
  },
  {
    key: 'desk-un',
    name: 'Desk officer, DPPA (example)',
    language: 'en',
    party: 'UN',
    role: 'coordinator',
    bodies: [],
  },
  {
    key: 'editor-un',
    name: 'Editor, UN Office at Geneva (example)',
    language: 'fr',
    party: 'UN',
    role: 'editor',
    bodies: [],
  },
  {
    key: 'focal-sesric',
    name: 'Focal point, SESRIC (example)',
    language: 'en',
    party: 'OIC',
    role: 'focal-point',
    bodies: ['OIC/SESRIC'],
  },
  {
    key: 'focal-unicef',
    name: 'Focal point, UNICEF (example)',
    language: 'fr',
    party: 'UN',
    role: 'focal-point',
    bodies: ['UN/UNICEF'],
  },
  {
    key: 'delegate',
    name: 'Delegate of the sponsoring State (example)',
    language: 'en',
    party: 'OIC',
    role: 'viewer',
    bodies: [],
  },
  {
    key: 'desk-las',
    name: 'Desk officer, League of Arab States (example)',
    language: 'ar',
    party: 'LAS',
    role: 'coordinator',
    bodies: [],
  },
];

export const personaId = (key: string): string => idOf('persona', key);
