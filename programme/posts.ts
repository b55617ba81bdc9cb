import { z } from 'zod';
import { bodyId, entryId, line, personId, span } from './vocabulary.ts';

/**
 * A post: the focal point of a body, or its lead of an area. The post stays when people go: it is vacant when nobody holds
 * it, and then its deputy, else the coordinator of the party, gets what is asked of it.
 */
export const post = z.strictObject({
  kind: z.enum(['focal-point', 'lead-agency', 'desk']),
  body: bodyId,
  areas: z.array(entryId).max(50).default([]),
  title: line.nullable().default(null),
  holder: personId.nullable().default(null),
  deputy: personId.nullable().default(null),
  span: span.default({ from: null, until: null }),
});

export type Post = z.infer<typeof post>;

/** Who answers for a post on a day. */
export type Holding =
  | { readonly kind: 'held'; readonly person: string }
  | { readonly kind: 'deputised'; readonly person: string }
  | { readonly kind: 'vacant' }
  | { readonly kind: 'closed' };

/** Who answers for the post on `today`; the coordinator of the party is asked where it is vacant. */
export function holdingOf(post: Post, today: string): Holding {
  const { from, until } = post.span;
  if (until !== null && until < today) return { kind: 'closed' };
  // A holder who takes up the post later does not hold it yet.
  const begun = from === null || from <= today;
  if (post.holder !== null && begun) return { kind: 'held', person: post.holder };
  return post.deputy === null ? { kind: 'vacant' } : { kind: 'deputised', person: post.deputy };
}
