import type { Entry } from './ports.ts';
import { holdingOf } from './posts.ts';
import type { Names } from './vocabulary.ts';

/** Who answers for a body, and what happens to what is asked of it while nobody holds its post. */

/** Posts and people of a programme, as far as they are known to who asks. */
export interface Staffing {
  readonly posts: readonly Entry<'post'>[];
  readonly bodies: readonly Entry<'body'>[];
  /** Parties that take part in the programme. */
  readonly parties: readonly string[];
  /** Parties that keep records here and take no part in it. */
  readonly elsewhere: readonly string[];
  /** Coordinators of these parties, those who have been it longest first. */
  readonly coordinators: readonly { readonly party: string; readonly person: string }[];
}

/** A person who answers, and why it is this one. */
export interface Answerer {
  readonly as: 'holder' | 'deputy' | 'coordinator';
  readonly person: string;
  readonly party: string;
  readonly post: string | null;
}

/**
 * The party that a body belongs to. Ids of the gazetteer begin with it (`OIC/SESRIC`), and then nobody else can open a post
 * that speaks for the body; own bodies belong to who entered them, or opened a post for them.
 */
export function partyOf(body: string, { posts, bodies, parties, elsewhere }: Staffing): string | null {
  const [named = ''] = body.split('/');
  if (parties.includes(named)) return named;
  if (elsewhere.includes(named)) return null;
  const entered = bodies.find((entry) => entry.body.body === body) ?? posts.find((post) => post.body.body === body);
  return entered !== undefined && parties.includes(entered.owner) ? entered.owner : null;
}

const peopleOf = (post: Entry<'post'>, today: string): Answerer[] => {
  const { holder, deputy } = post.body;
  const deputies: Answerer[] =
    deputy === null ? [] : [{ as: 'deputy', person: deputy, party: post.owner, post: post.id }];
  const holding = holdingOf(post.body, today);
  switch (holding.kind) {
    case 'closed':
      return [];
    case 'held':
      return holder === null
        ? deputies
        : [{ as: 'holder', person: holder, party: post.owner, post: post.id }, ...deputies];
    case 'deputised':
    case 'vacant':
      return deputies;
  }
};

const once = (answerers: readonly Answerer[]): Answerer[] =>
  [...new Map(answerers.toReversed().map((each) => [each.person, each])).values()].reverse();

const coordinatorsOf = (party: string, { coordinators }: Staffing): Answerer[] =>
  coordinators
    .filter((each) => each.party === party)
    .map(({ person }) => ({ as: 'coordinator', person, party, post: null }));

/** Posts for the areas in question come before those for all areas, and these before those for others. */
const nearness = ({ body }: Entry<'post'>, areas: readonly string[]): number =>
  body.areas.some((area) => areas.includes(area)) ? 0 : body.areas.length === 0 ? 1 : 2;

/**
 * Those who answer for a body on a day, who is asked first first: holders of its posts as focal point, their deputies, then
 * the coordinators of its party. Empty where the body belongs to no party of the programme.
 */
export function answerersOf(
  body: string,
  staffing: Staffing,
  today: string,
  areas: readonly string[] = [],
): readonly Answerer[] {
  const party = partyOf(body, staffing);
  if (party === null) return [];
  const posts = staffing.posts
    .filter((post) => post.owner === party && post.body.kind === 'focal-point' && post.body.body === body)
    .toSorted((a, b) => nearness(a, areas) - nearness(b, areas));
  return once([...posts.flatMap((post) => peopleOf(post, today)), ...coordinatorsOf(party, staffing)]);
}

/** Those at the desk of a party: who holds its desk posts, else its coordinators. */
export function deskOf(party: string, staffing: Staffing, today: string): readonly Answerer[] {
  const desks = staffing.posts.filter((post) => post.owner === party && post.body.kind === 'desk');
  const people = desks.flatMap((post) => peopleOf(post, today).slice(0, 1));
  return people.length > 0 ? once(people) : coordinatorsOf(party, staffing);
}

/** A post that nobody holds, and who gets what is asked of it; `null` is nobody. */
export interface Vacancy {
  readonly post: string;
  readonly owner: string;
  readonly kind: 'focal-point' | 'lead-agency' | 'desk';
  readonly body: string;
  readonly areas: readonly string[];
  readonly title: string | null;
  readonly passesTo: Answerer | null;
}

/** Posts without a holder on a day. Those that are closed are not vacant. */
export function vacanciesOf(staffing: Staffing, today: string): Vacancy[] {
  return staffing.posts.flatMap((post) => {
    const holding = holdingOf(post.body, today);
    if (holding.kind === 'held' || holding.kind === 'closed') return [];
    const { kind, body, areas, title } = post.body;
    const [passesTo = null] = [...peopleOf(post, today), ...coordinatorsOf(post.owner, staffing)];
    return [{ post: post.id, owner: post.owner, kind, body, areas, title, passesTo }];
  });
}

/** A body that things are asked of and that has no focal point. */
export interface Unrepresented {
  readonly body: string;
  readonly party: string | null;
  readonly passesTo: Answerer | null;
}

/** The bodies among these for which no person stands in a post as focal point on a day. */
export const withoutFocalPoint = (bodies: Iterable<string>, staffing: Staffing, today: string): Unrepresented[] =>
  [...new Set(bodies)].sort().flatMap((body) => {
    const [first = null] = answerersOf(body, staffing, today);
    return first !== null && first.as !== 'coordinator'
      ? []
      : [{ body, party: partyOf(body, staffing), passesTo: first }];
  });

export interface OpenArea {
  readonly area: string;
  readonly names: Names;
}

/** Areas open on a day for which nobody stands in a post as focal point or lead agency. */
export const areasWithoutFocalPoint = (
  areas: readonly Entry<'area'>[],
  { posts }: Staffing,
  today: string,
): OpenArea[] => {
  const served = new Set(
    posts
      .filter((post) => post.body.kind !== 'desk' && peopleOf(post, today).length > 0)
      .flatMap((post) => post.body.areas),
  );
  return areas
    .filter(({ id, body }) => !served.has(id) && (body.span.until === null || body.span.until >= today))
    .map(({ id, body }) => ({ area: id, names: body.names }));
};
