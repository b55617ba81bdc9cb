import type { LanguageTag } from '../../programme/vocabulary.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

/** A whole sentence. Its values are ready to be printed: dates and numbers in the language, names isolated. */
type Says<Values> = (values: Values) => string;

/** A sentence for each plural category of the language: one that is missing does not compile. */
export type Counted<Category extends Intl.LDMLPluralRule, Values> = Readonly<
  Record<Category, Says<Values>> & Partial<Record<Intl.LDMLPluralRule, Says<Values>>>
>;

interface Asking {
  readonly asker: string;
  readonly body: string;
  readonly due: string;
}

interface Numbered {
  readonly n: string;
}

/**
 * The words of letters in one language: whole sentences, never put together from pieces. `Category`: its plural categories
 * (CLDR). A translator copies a file and replaces the strings.
 */
export interface Words<Category extends Intl.LDMLPluralRule = never> {
  readonly greeting: Says<{ readonly name: string }>;
  /** Before a link to the programme. */
  readonly open: string;
  readonly footer: string;

  readonly requestSubject: Says<{ readonly title: string }>;
  readonly asked: Counted<Category, Asking & Numbered>;
  readonly asDeputy: Says<{ readonly body: string }>;
  readonly asCoordinator: Says<{ readonly body: string }>;
  /** Before the link to answer by. */
  readonly answerHere: string;
  readonly linkHolds: Says<{ readonly until: string }>;

  readonly reminderSubject: Says<{ readonly title: string }>;
  readonly left: Counted<Category, Asking & Numbered>;
  readonly dueToday: Says<Asking>;
  readonly late: Counted<Category, Asking & Numbered>;

  readonly agreementSubject: Says<{ readonly title: string }>;
  readonly ends: Counted<Category, { readonly title: string; readonly on: string } & Numbered>;
  readonly endsToday: Says<{ readonly title: string; readonly on: string }>;
  readonly ended: Counted<Category, { readonly title: string; readonly on: string } & Numbered>;
  readonly decide: string;

  readonly outcomesSubject: Says<{ readonly body: string }>;
  readonly overdue: Counted<Category, { readonly body: string; readonly programme: string } & Numbered>;
  readonly overdueItem: Says<{ readonly text: string; readonly due: string }>;
  readonly more: Counted<Category, Numbered>;

  readonly invitationSubject: string;
  readonly invited: string;
  readonly invitedBy: Says<{ readonly inviter: string }>;
  readonly acceptHere: string;
  readonly resetSubject: string;
  readonly reset: string;
  readonly resetHere: string;
  readonly notYou: string;
  readonly holdsUntil: Says<{ readonly until: string }>;
}

export const words: Readonly<Record<LanguageTag, Words>> = { ar, en, es, fr, ru, zh };
