import ical, { ICalAlarmRelatesTo, ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';

const dayMilliseconds = 86_400_000;

/** Something that takes whole days. */
export interface CalendarEvent {
  /** Stays the same when it is given again, so that calendars change the event and do not double it. */
  readonly id: string;
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** Day or moment of the last change. */
  readonly stamp: string;
  readonly summary: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly place?: string | null;
  readonly url?: string;
  /** How many days before its end a calendar reminds; null: never. */
  readonly notice: { readonly days: number; readonly words: string } | null;
}

const midnight = (day: string): Date => new Date(day.length === 10 ? `${day}T00:00:00Z` : day);

/** A calendar (RFC 5545) of whole-day events. The same events give the same text. */
export function toCalendar(name: string, product: string, events: Iterable<CalendarEvent>): string {
  const calendar = ical({ name, prodId: { company: 'rapport', product, language: 'EN' } });
  calendar.method(ICalCalendarMethod.PUBLISH);
  for (const { id, from, to, stamp, summary, description, categories, place, url, notice } of events) {
    const event = calendar.createEvent({
      id,
      start: midnight(from),
      // The end of a whole-day event is the day after it.
      end: new Date(midnight(to).getTime() + dayMilliseconds),
      allDay: true,
      stamp: midnight(stamp),
      ...{ summary, description },
      ...(place && { location: place }),
      ...(url !== undefined && { url }),
      categories: categories.map((category) => ({ name: category })),
      transparency: ICalEventTransparency.TRANSPARENT,
    });
    if (notice === null) continue;
    const alarm = event.createAlarm({
      type: ICalAlarmType.display,
      trigger: (notice.days * dayMilliseconds) / 1000,
      description: notice.words,
    });
    // Given with the other data it is passed over.
    alarm.relatesTo(ICalAlarmRelatesTo.end);
  }
  return calendar.toString().concat('\r\n');
}
