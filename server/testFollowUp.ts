import { system } from '../programme/access.ts';
import type { Entry } from '../programme/ports.ts';
import type { RegisterName } from '../programme/registers.ts';
import { appOf } from './app.ts';
import { followUpTables, type LetterRow } from './followUpTables.ts';
import type { Office } from './office.ts';
import { type Asked, type TestOffice, testOffice, type Visitor } from './testOffice.ts';

/** A programme of the UN and the OIC with its people, for tests of follow-up. */
export interface TestProgramme extends TestOffice {
  readonly programme: string;
  readonly editor: Visitor;
  readonly unCoordinator: Visitor;
  readonly oicCoordinator: Visitor;
  readonly unFocal: Visitor;
  readonly oicViewer: Visitor;
  readonly stranger: Visitor;
  readonly administrator: Visitor;
  /** A card without an account. */
  readonly card: (name: string, language?: string, email?: string | null) => Promise<string>;
  /** Opens an entry in the programme as the instance itself, on behalf of a party. */
  readonly open: <Name extends RegisterName>(
    register: Name,
    body: unknown,
    owner?: string,
    more?: { readonly visibility?: 'internal' | 'parties' | 'public'; readonly programme?: string | null },
  ) => Promise<Entry<Name>>;
  /** The server so many days from now. */
  readonly later: (days: number) => { readonly office: Office; readonly ask: TestOffice['ask'] };
  /** Letters in the outbox, the oldest first. */
  readonly letters: () => Promise<LetterRow[]>;
}

export async function testProgramme(): Promise<TestProgramme> {
  const desk = await testOffice();
  const { office, visitor } = desk;
  for (const party of ['UN', 'OIC', 'LAS'])
    await office.secretariat.open(system, 'party', { party, names: { en: party, ar: `ع ${party}` } }, { owner: party });
  const parties = [
    { party: 'UN', as: 'party' },
    { party: 'OIC', as: 'party' },
  ];
  const { id: programme } = await office.secretariat.open(
    system,
    'programme',
    { names: { en: 'UN and OIC' }, parties },
    { owner: 'UN' },
  );
  const db = followUpTables(office.database);
  return {
    ...desk,
    programme,
    editor: await visitor('editor', [{ party: 'UN', role: 'editor', bodies: [] }]),
    unCoordinator: await visitor('un-coordinator', [{ party: 'UN', role: 'coordinator', bodies: [] }]),
    oicCoordinator: await visitor('oic-coordinator', [{ party: 'OIC', role: 'coordinator', bodies: [] }]),
    unFocal: await visitor('un-focal', [{ party: 'UN', role: 'focal-point', bodies: ['UN/OCHA'] }]),
    oicViewer: await visitor('oic-viewer', [{ party: 'OIC', role: 'viewer', bodies: [] }]),
    stranger: await visitor('stranger', [{ party: 'LAS', role: 'coordinator', bodies: [] }]),
    administrator: await visitor('administrator', [], true),
    card: async (name, language = 'en', email = `${name}@mail.example`) => {
      const person = await office.signIn.createPerson({ name, email, language, administrator: false });
      if (person === null) throw new RangeError(`There is a card ${name} already.`);
      return person;
    },
    open: (register, body, owner = 'UN', more = {}) =>
      office.secretariat.open(system, register, body, { owner, programme, ...more }),
    later: (days) => {
      const clock = { now: () => new Date(Date.now() + days * 86_400_000) };
      const moved = { ...office, clock };
      const app = appOf(moved);
      const ask = async (path: string, { as = null, method, body, headers = {} }: Asked = {}) =>
        app.request(`${office.baseUrl}${path}`, {
          method: method ?? (body === undefined ? 'GET' : 'POST'),
          headers: {
            ...(as === null ? {} : { cookie: as.cookie }),
            ...(body === undefined || body instanceof Uint8Array ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body !== undefined && { body: body instanceof Uint8Array ? body : JSON.stringify(body) }),
        } as RequestInit);
      return { office: moved, ask };
    },
    letters: () => db.selectFrom('letter').selectAll().orderBy('id').execute(),
  };
}

/** The token of the link in a letter. */
export function tokenIn({ text }: Pick<LetterRow, 'text'>): string {
  const [, token] = /\/answer#([A-Za-z0-9_-]{64})$/m.exec(text ?? '') ?? [];
  if (token === undefined) throw new RangeError(`No link in ${text}`);
  return token;
}
