import type { z } from 'zod';
import { agreement } from './agreements.ts';
import { area, body, party, period, programme, workingGroup } from './cooperation.ts';
import { document, fate, review, version } from './documents.ts';
import { answer, request, stance, update } from './followUp.ts';
import { activity, half } from './matrix.ts';
import { meeting, meetingSeries, outcome } from './meetings.ts';
import { post } from './posts.ts';
import { type DaySpan, languageTag, type Names, type Pointer } from './vocabulary.ts';

/** Roles in a party, from the one that may least. */
export const roles = ['viewer', 'focal-point', 'editor', 'coordinator'] as const;
export type Role = (typeof roles)[number];

/** What lists, calendars, search and access need of an entry, worked out from its body. */
export interface Facts {
  readonly title: string;
  readonly status: string | null;
  readonly from: string | null;
  /** The last day, or the day on which it is due. */
  readonly until: string | null;
  /** The entry that it belongs to. */
  readonly parent: string | null;
  readonly area: string | null;
  readonly period: string | null;
  /** The bodies that it concerns: a focal point sees and writes what concerns his own. */
  readonly bodies: readonly string[];
  /** Paragraphs that it points to. */
  readonly paragraphs: readonly string[];
  /** What a search finds it by. */
  readonly text: string;
}

/** A register, declared once: its routes, exports, tables, access and documentation are made from this. */
export interface Register<Schema extends z.ZodObject = z.ZodObject> {
  /** In addresses: `/api/v1/working-groups`. */
  readonly path: string;
  readonly about: string;
  readonly schema: Schema;
  /** The least role that may write in it. */
  readonly least: Exclude<Role, 'viewer'>;
  /** Whether its entries stand in a programme, in none, or in either. */
  readonly scope: 'programme' | 'instance' | 'either';
  /** Visibility of a new entry where nobody says otherwise. */
  readonly usual: 'internal' | 'parties' | 'public';
  readonly facts: (body: z.infer<Schema>) => Partial<Facts>;
}

const register = <Schema extends z.ZodObject>(declared: Register<Schema>): Register<Schema> => declared;

// In this order whatever order they were typed in: the log knows none.
const namesIn = (names: Names): string[] => languageTag.options.flatMap((language) => names[language] ?? []);

/** The name in English where there is one, else the first there is. */
export const nameOf = (names: Names): string => names.en ?? namesIn(names)[0] ?? '';

const allNames = (names: Names): string => namesIn(names).join(' · ');
const days = (span: DaySpan) => ({ from: span.from, until: span.until });
const paragraphsOf = (pointers: readonly Pointer[]): string[] =>
  pointers.flatMap((each) => ('paragraph' in each ? [each.paragraph] : []));
const joined = (...parts: readonly (string | null | undefined)[]): string => parts.filter(Boolean).join('\n');
const known = (bodies: readonly (string | null)[]): string[] => bodies.filter((each) => each !== null);
/** The entry that an update or answer is filed under. */
const entryOf = (pointer: Pointer): string | null => ('entry' in pointer ? pointer.entry : null);

/** All registers. The name is the key of the record types: `rapport.working-group.amended`. */
export const registers = {
  party: register({
    path: 'parties',
    about: 'Organizations and States that keep records here.',
    schema: party,
    least: 'coordinator',
    scope: 'instance',
    usual: 'public',
    facts: (body) => ({ title: nameOf(body.names), status: body.kind, text: joined(body.party, allNames(body.names)) }),
  }),
  programme: register({
    path: 'programmes',
    about: 'Cooperation between two or more parties.',
    schema: programme,
    least: 'coordinator',
    scope: 'instance',
    usual: 'parties',
    facts: (body) => ({
      title: nameOf(body.names),
      paragraphs: paragraphsOf(body.foundations),
      text: joined(allNames(body.names), body.about),
    }),
  }),
  period: register({
    path: 'periods',
    about: 'Biennia or other periods for which a matrix is agreed.',
    schema: period,
    least: 'coordinator',
    scope: 'programme',
    usual: 'parties',
    facts: (body) => ({
      title: nameOf(body.names),
      ...days(body.span),
      text: joined(allNames(body.names), body.remarks),
    }),
  }),
  area: register({
    path: 'areas',
    about: 'Priority areas of a programme.',
    schema: area,
    least: 'coordinator',
    scope: 'programme',
    usual: 'parties',
    facts: (body) => ({
      title: nameOf(body.names),
      ...days(body.span),
      bodies: body.leads,
      paragraphs: body.basis,
      text: allNames(body.names),
    }),
  }),
  'working-group': register({
    path: 'working-groups',
    about: 'Working groups of a programme.',
    schema: workingGroup,
    least: 'coordinator',
    scope: 'programme',
    usual: 'parties',
    facts: (body) => ({
      title: nameOf(body.names),
      ...days(body.span),
      paragraphs: paragraphsOf(body.basis),
      text: allNames(body.names),
    }),
  }),
  body: register({
    path: 'bodies',
    about: 'Bodies of a party: from the gazetteer, or own ones.',
    schema: body,
    least: 'editor',
    scope: 'either',
    usual: 'parties',
    facts: (entry) => ({
      title: nameOf(entry.names),
      status: entry.kind,
      bodies: [entry.body],
      text: joined(entry.body, allNames(entry.names), ...entry.formerNames.map(({ name }) => name)),
    }),
  }),
  post: register({
    path: 'posts',
    about: 'Focal points, lead agencies and desks, with who holds them from when to when.',
    schema: post,
    least: 'coordinator',
    scope: 'programme',
    usual: 'parties',
    facts: (body) => ({
      title: joined(body.title ?? body.kind).concat(` · ${body.body}`),
      status: body.kind,
      ...days(body.span),
      area: body.areas[0] ?? null,
      bodies: [body.body],
      text: joined(body.title, body.body),
    }),
  }),
  document: register({
    path: 'documents',
    about: 'Resolutions, reports, outcome documents and agreements as works, whatever files carry them.',
    schema: document,
    least: 'editor',
    scope: 'either',
    usual: 'parties',
    facts: (body) => ({
      title: body.title || (body.symbol ?? ''),
      status: body.kind,
      from: body.date,
      until: body.date,
      text: joined(body.symbol, body.title, body.sponsors, body.draft, ...body.follows),
    }),
  }),
  version: register({
    path: 'versions',
    about: 'Files that carry a document in one language.',
    schema: version,
    least: 'editor',
    scope: 'either',
    usual: 'parties',
    facts: (body) => ({ title: body.name, status: body.language, parent: body.document, text: body.name }),
  }),
  review: register({
    path: 'reviews',
    about: 'What a named person decided about a mandate that the machine proposed.',
    schema: review,
    least: 'editor',
    scope: 'either',
    usual: 'parties',
    facts: (body) => ({
      title: body.decision,
      status: body.decision,
      parent: body.mandate,
      until: body.correction.due?.to ?? null,
      bodies: body.correction.who ?? [],
      text: body.reason,
    }),
  }),
  fate: register({
    path: 'fates',
    about: 'What became of a mandate: implemented, expired, renewed, adapted, merged, replaced, retired.',
    schema: fate,
    least: 'editor',
    scope: 'either',
    usual: 'parties',
    facts: (body) => ({
      title: body.fate,
      status: body.fate,
      from: body.on,
      parent: body.mandate,
      paragraphs: paragraphsOf(body.by),
      text: body.remarks,
    }),
  }),
  activity: register({
    path: 'activities',
    about: 'Lines of the matrix of activities.',
    schema: activity,
    least: 'editor',
    scope: 'programme',
    usual: 'parties',
    facts: (body) => ({
      title: body.title,
      status: body.kind,
      ...days(body.planned),
      area: body.area,
      period: body.period,
      bodies: body.partners,
      paragraphs: [...body.mandates, ...paragraphsOf(body.basis)],
      text: joined(body.title, body.expectedResult, body.beneficiaries, body.place, body.indicator?.name),
    }),
  }),
  half: register({
    path: 'halves',
    about: 'What one party brings to an activity and how far it says it is.',
    schema: half,
    least: 'focal-point',
    scope: 'programme',
    usual: 'parties',
    facts: (body) => ({
      title: body.lead ?? body.status,
      status: body.status,
      ...days(body.planned),
      parent: body.activity,
      bodies: known([body.lead, ...body.partners]),
      text: joined(body.result, body.remarks),
    }),
  }),
  agreement: register({
    path: 'agreements',
    about: 'Memoranda, exchanges of letters and strategic plans.',
    schema: agreement,
    least: 'editor',
    scope: 'programme',
    usual: 'parties',
    facts: (body) => ({
      title: body.title,
      status: body.status,
      from: body.inForce ?? body.signed,
      until: body.ends,
      area: body.areas[0] ?? null,
      bodies: body.parties,
      paragraphs: paragraphsOf(body.obligations),
      text: joined(body.title, body.place, body.remarks),
    }),
  }),
  'meeting-series': register({
    path: 'meeting-series',
    about: 'Meetings that follow each other.',
    schema: meetingSeries,
    least: 'editor',
    scope: 'programme',
    usual: 'parties',
    facts: (body) => ({
      title: nameOf(body.names),
      status: body.kind,
      paragraphs: paragraphsOf(body.basis),
      text: allNames(body.names),
    }),
  }),
  meeting: register({
    path: 'meetings',
    about: 'Meetings, planned and held, with agenda, participants, papers and minutes.',
    schema: meeting,
    least: 'editor',
    scope: 'programme',
    usual: 'parties',
    facts: (body) => ({
      title: body.title,
      status: body.status,
      ...days(body.held ?? body.planned),
      parent: body.series,
      period: body.period,
      bodies: [...new Set(known([body.host, ...body.participants.map((each) => each.body)]))],
      paragraphs: paragraphsOf([...body.basis, ...body.agenda.flatMap(({ about }) => about)]),
      text: joined(
        body.title,
        body.theme,
        body.place,
        body.minutes,
        ...body.agenda.map(({ title }) => title),
        ...body.papers.map(({ title }) => title),
      ),
    }),
  }),
  outcome: register({
    path: 'outcomes',
    about: 'What a meeting decided or recommended, with who is to do it by when.',
    schema: outcome,
    least: 'editor',
    scope: 'programme',
    usual: 'parties',
    facts: (body) => ({
      title: body.text.slice(0, 200),
      status: body.status,
      until: body.due,
      parent: body.meeting,
      bodies: body.responsible,
      paragraphs: paragraphsOf(body.about),
      text: body.text,
    }),
  }),
  update: register({
    path: 'updates',
    about: 'What a party says about anything on a day, with evidence.',
    schema: update,
    least: 'focal-point',
    scope: 'either',
    usual: 'parties',
    facts: (body) => ({
      title: body.words.slice(0, 200) || body.status,
      status: body.status,
      from: body.on,
      parent: entryOf(body.about),
      bodies: known([body.body]),
      paragraphs: paragraphsOf([body.about]),
      text: joined(body.words, ...body.evidence.map((each) => ('file' in each ? each.name : each.title))),
    }),
  }),
  request: register({
    path: 'requests',
    about: 'What is asked of focal points, until when.',
    schema: request,
    least: 'editor',
    scope: 'programme',
    usual: 'parties',
    facts: (body) => ({
      title: body.title,
      status: body.closed ? 'closed' : 'open',
      until: body.due,
      bodies: body.to.map((each) => each.body),
      paragraphs: paragraphsOf(body.about),
      text: joined(body.title, body.words),
    }),
  }),
  answer: register({
    path: 'answers',
    about: 'What a body answered to a request.',
    schema: answer,
    least: 'focal-point',
    scope: 'programme',
    usual: 'parties',
    facts: (body) => ({
      title: body.body,
      from: body.on,
      parent: body.request,
      bodies: [body.body],
      paragraphs: paragraphsOf(body.items.map(({ about }) => about)),
      text: joined(...body.items.map(({ words }) => words)),
    }),
  }),
  stance: register({
    path: 'stances',
    about: 'Acceptance, difference or question of a party to a record of another.',
    schema: stance,
    least: 'editor',
    scope: 'either',
    usual: 'parties',
    facts: (body) => ({ title: body.stance, status: body.stance, parent: body.on, text: body.words }),
  }),
} as const;

export type RegisterName = keyof typeof registers;
export type BodyOf<Name extends RegisterName> = z.infer<(typeof registers)[Name]['schema']>;

export const registerNames = Object.keys(registers) as RegisterName[];

/** What every entry of the register has; what its body does not say is null or empty. */
export function factsOf(name: RegisterName, body: unknown): Facts {
  const declared: Register = registers[name];
  const given = declared.facts(body as Record<string, never>);
  return {
    title: given.title ?? '',
    status: given.status ?? null,
    from: given.from ?? null,
    until: given.until ?? null,
    parent: given.parent ?? null,
    area: given.area ?? null,
    period: given.period ?? null,
    bodies: [...new Set(given.bodies ?? [])],
    paragraphs: [...new Set(given.paragraphs ?? [])],
    text: given.text ?? '',
  };
}
