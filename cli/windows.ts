import type { IsoDate } from '../reader/model.ts';
import type { DueWindow, MandateRow } from '../reader/write/mandateRows.ts';

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `2022-09-13` as `13 Sep 2022`. */
export function shortDay(date: IsoDate): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
}

const lastOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** A window in few words: a whole month or year by its name, what both ends share said once. */
export function shortWindow(from: IsoDate | null, to: IsoDate | null): string {
  if (from === null && to === null) return 'no date known';
  if (from === null || to === null) return from === null ? `by ${shortDay(to ?? '')}` : `from ${shortDay(from)}`;
  if (from === to) return shortDay(from);
  const [year = '', month = '', first] = from.split('-');
  const [lastYear = '', lastMonth = '', last] = to.split('-');
  const full = first === '01' && Number(last) === lastOf(Number(lastYear), Number(lastMonth));
  if (full && year === lastYear && month === '01' && lastMonth === '12') return year;
  if (full && year === lastYear && month === lastMonth) return `${months[Number(month) - 1]} ${year}`;
  const start = shortDay(from);
  if (year !== lastYear) return `${start} – ${shortDay(to)}`;
  return `${start.slice(0, month === lastMonth ? start.indexOf(' ') : -5)} – ${shortDay(to)}`;
}

export const ordinal = (number: number): string => {
  const tens = number % 100;
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
};

/** When a mandate is due, in real dates: "13 Sep – 31 Dec 2022 (77th session)". What is not known is not said. */
export function dueText(due: DueWindow, row: Pick<MandateRow, 'date'>): string {
  if (due.from === null && due.to === null)
    return due.session === null ? `“${due.words}”` : `${ordinal(due.session)} session`;
  // A window that opens with the adoption has only its end to tell.
  if (due.session === null && due.to !== null && due.from !== null && due.from === row.date && due.from !== due.to)
    return `by ${shortDay(due.to)}`;
  const window = shortWindow(due.from, due.to);
  return due.session === null ? window : `${window} (${ordinal(due.session)} session)`;
}

/** The last day on which it is due; `null` where the text gives none. */
export const lastDay = (due: DueWindow): IsoDate | null => due.to ?? due.from;
