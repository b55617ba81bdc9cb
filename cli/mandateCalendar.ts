import type { IsoDate } from '../reader/model.ts';
import type { DueWindow, MandateRow } from '../reader/write/mandateRows.ts';
import { type CalendarEvent, toCalendar } from '../report/office/ical.ts';
import { whoText } from './mandateTable.ts';
import { dueText } from './windows.ts';

/** How long before the last day a calendar reminds. */
const noticeDays = 30;

/** First and last day of the event; `null` where there is no date to stand on. A window that only has an end is its last day. */
function daysOf(due: DueWindow, row: MandateRow): { from: IsoDate; to: IsoDate } | null {
  const to = due.to ?? due.from;
  if (to === null) return null;
  const from = due.from === null || (due.from === row.date && due.session === null) ? to : due.from;
  return { from, to };
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** A calendar, and how many mandates have no date to stand in it. */
export interface Calendar {
  readonly text: string;
  readonly events: number;
  readonly left: number;
}

/**
 * Mandates as events of whole days, from the first to the last day on which they can be due. The UID is the permanent
 * address of the paragraph (with `~2`, `~3` for further events of it), the stamp the day of adoption: the same
 * resolutions give the same calendar, and one that is read again changes no event. A resolution that comes in several
 * languages gives its events once, in the language that comes first.
 */
export function mandateCalendar(rows: readonly MandateRow[]): Calendar {
  const events: CalendarEvent[] = [];
  const used = new Map<string, number>();
  const languages = new Map<string, MandateRow['language']>();
  let left = 0;
  for (const row of rows) {
    // The same paragraph in another language is the same mandate.
    const language = languages.get(row.address) ?? row.language;
    if (language !== row.language) continue;
    languages.set(row.address, language);
    let dated = false;
    for (const due of row.due) {
      const days = daysOf(due, row);
      if (days === null) continue;
      dated = true;
      const count = (used.get(row.address) ?? 0) + 1;
      used.set(row.address, count);
      events.push({
        id: count === 1 ? row.address : `${row.address}~${count}`,
        from: days.from,
        to: days.to,
        stamp: row.date ?? days.from,
        summary: cut(`${row.citation}: ${whoText(row) || row.verb} ${row.action ?? ''}`.trim(), 160),
        description: [
          `Due: ${dueText(due, row)} (“${due.words}”)`,
          row.recipient === null ? '' : `Reports to: ${row.recipient.names.join(', ') || row.recipient.words}`,
          row.conditions.length === 0 ? '' : `Only: ${row.conditions.join('; ')}`,
          row.text,
        ]
          .filter(Boolean)
          .join('\n'),
        categories: [row.force, ...(row.deliverable === null ? [] : [row.deliverable])],
        notice: { days: noticeDays, words: `Due in ${noticeDays} days: ${row.citation}` },
      });
    }
    if (!dated) left += 1;
  }
  return { text: toCalendar('Mandates', 'mandates', events), events: events.length, left };
}
