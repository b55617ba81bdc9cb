import { lexicons } from './languages/index.ts';
import { type Mandate, mandatesOf } from './mandates.ts';
import type { Resolution } from './model.ts';

/**
 * The mandates of a resolution in its own language. They follow from the tree, so they are found when they are asked for
 * and never stored in it.
 */
export const mandatesIn = (resolution: Resolution): Mandate[] =>
  mandatesOf(resolution, lexicons[resolution.language ?? 'en']);
