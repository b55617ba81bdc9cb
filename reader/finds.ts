import type { Lexicon } from './languages/lexicon.ts';
import type { IsoDate, SessionRef, Time } from './model.ts';

/**
 * How a window was derived (`Time.how`).
 *
 * | code | kind | window |
 * |---|---|---|
 * | `day` | date | the day |
 * | `days` `months` `years` | period | from the first to the last that is named |
 * | `month` `year` | period | all of it |
 * | `session-main-part` | session | opening to the end of the main part: a session still to come |
 * | `session-whole` | session | opening to close: a session begun or over, or one without parts |
 * | `session-dated` | session | the date the text gives of a session that the calendar does not know |
 * | `session-unknown` | session | none |
 * | `next-session` `this-session` | relative | as a session, counted from that of the text |
 * | `until-end-of-period` | deadline | from adoption (where it came before) to the last day of what is named |
 * | `until-start-of-period` | deadline | from adoption to the day before what is named |
 * | `from-adoption` | deadline, relative | from adoption to so long after; a deadline where the text says that it counts from adoption |
 * | `from-event` | relative | none: counts from something else |
 * | `rhythm` | recurrence | none; `every` holds the rhythm |
 * | `rhythm-open` | recurrence | none: a rhythm without a measure ("regularly") |
 */
export type TimeHow =
  | 'day'
  | 'days'
  | 'months'
  | 'years'
  | 'month'
  | 'year'
  | 'session-main-part'
  | 'session-whole'
  | 'session-dated'
  | 'session-unknown'
  | 'next-session'
  | 'this-session'
  | 'until-end-of-period'
  | 'until-start-of-period'
  | 'from-adoption'
  | 'from-event'
  | 'rhythm'
  | 'rhythm-open';

/** What the times of a text depend on. */
export interface TimingContext {
  readonly lexicon: Lexicon;
  /** Organ whose text it is: "its session" is this organ's. */
  readonly organ: string | null;
  /** Session in which the text was adopted or tabled. */
  readonly session: SessionRef | null;
  readonly adopted: IsoDate | null;
}

/** A time found, in offsets of the folded text. `weak` is a bare year that needs a word beside it. */
export interface Find {
  readonly start: number;
  readonly end: number;
  readonly kind: Time['kind'];
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly how: TimeHow;
  readonly session?: SessionRef;
  readonly every?: string;
  readonly weak?: true;
}
