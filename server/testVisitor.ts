import type { Membership } from '../programme/access.ts';
import type { Office } from './office.ts';

/** Somebody who is signed in. */
export interface Visitor {
  readonly person: string;
  readonly cookie: string;
}

const password = 'a long password for tests';

/** Makes somebody who can sign in, and signs him in through the API. */
export async function visitorOf(
  office: Office,
  send: (path: string, init: RequestInit) => Promise<Response>,
  name: string,
  memberships: readonly Membership[],
  administrator = false,
): Promise<Visitor> {
  const email = `${name}@example.org`;
  const person = await office.signIn.createPerson({ name, email, language: 'en', administrator });
  if (person === null) throw new RangeError(`There is a visitor ${name} already.`);
  await office.signIn.setPassword(person, password);
  for (const { party, role, bodies } of memberships) {
    await office.database.tables
      .insertInto('membership')
      .values({ person, party, role, bodies: [...bodies] })
      .execute();
  }
  const answer = await send('/api/v1/sign-in/password', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  if (!answer.ok || cookie === '') throw new Error(`${name} cannot sign in: ${answer.status} ${await answer.text()}`);
  return { person, cookie };
}
