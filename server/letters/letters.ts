import type { LanguageTag } from '../../programme/vocabulary.ts';
import { onOneLine, type Printer, printerOf } from './printed.ts';
import { type Words, words } from './words.ts';

/** Letters as they are sent: a subject of one line and plain text, in the language of who receives them. */

interface Asking {
  readonly name: string;
  readonly asker: string;
  readonly body: string;
  readonly title: string;
  readonly due: string;
  readonly link: string;
  /** The last day on which the link holds. */
  readonly until: string;
  /** As what the receiver is asked. */
  readonly as: 'holder' | 'deputy' | 'coordinator';
}

/** What there is to write about. */
export type Matter =
  | (Asking & { readonly kind: 'request'; readonly count: number; readonly words: string })
  /** `days`: until the due day, negative behind it. */
  | (Asking & { readonly kind: 'reminder'; readonly days: number })
  | {
      readonly kind: 'agreement';
      readonly name: string;
      readonly title: string;
      readonly on: string;
      /** Until the end, negative behind it. */
      readonly days: number;
      readonly link: string;
    }
  | {
      readonly kind: 'outcomes';
      readonly name: string;
      readonly body: string;
      readonly programme: string;
      readonly outcomes: readonly { readonly text: string; readonly due: string }[];
      readonly link: string;
    }
  | {
      readonly kind: 'invitation';
      readonly name: string;
      readonly inviter: string | null;
      readonly link: string;
      readonly until: string;
    }
  | { readonly kind: 'password-reset'; readonly name: string; readonly link: string; readonly until: string };

export type LetterKind = Matter['kind'] | 'other';

export interface Written {
  readonly subject: string;
  readonly text: string;
  readonly language: LanguageTag;
}

interface Hand extends Printer {
  readonly say: Words;
}

/** A link stands on a line of its own without any mark, so that it can be clicked and copied in every direction of text. */
const linked = ({ line }: Hand, sentence: string, link: string): string => `${line(sentence)}\n${link}`;

const post = ({ say, line, name }: Hand, { as, body }: Asking): string[] => {
  switch (as) {
    case 'holder':
      return [];
    case 'deputy':
      return [line(say.asDeputy({ body: name(body) }))];
    case 'coordinator':
      return [line(say.asCoordinator({ body: name(body) }))];
  }
};

const askingOf = ({ name, day }: Printer, { asker, body, due }: Asking) => ({
  asker: name(asker),
  body: name(body),
  due: day(due),
});

const answering = (hand: Hand, matter: Asking): string[] => [
  ...post(hand, matter),
  linked(hand, hand.say.answerHere, matter.link),
  hand.line(hand.say.linkHolds({ until: hand.day(matter.until) })),
];

/** The longest list in a letter: the rest stands in the programme. */
const mostListed = 20;
/** Characters of the words of a request that go into a letter; behind the link they stand whole. */
const mostWords = 4000;

function paragraphsOf(hand: Hand, matter: Matter): string[] {
  const { say, line, name, day, counted, quoted } = hand;
  switch (matter.kind) {
    case 'request': {
      const { title, words: given, count } = matter;
      const asked = line(counted(say.asked, count, askingOf(hand, matter)));
      return [asked, quoted(title), quoted(given.slice(0, mostWords)), ...answering(hand, matter)];
    }
    case 'reminder': {
      const { days, title } = matter;
      const asking = askingOf(hand, matter);
      const due =
        days === 0
          ? say.dueToday(asking)
          : days > 0
            ? counted(say.left, days, asking)
            : counted(say.late, -days, asking);
      return [line(due), quoted(title), ...answering(hand, matter)];
    }
    case 'agreement': {
      const { days, link } = matter;
      const about = { title: name(matter.title), on: day(matter.on) };
      const end =
        days === 0
          ? say.endsToday(about)
          : days > 0
            ? counted(say.ends, days, about)
            : counted(say.ended, -days, about);
      return [line(end), line(say.decide), linked(hand, say.open, link)];
    }
    case 'outcomes': {
      const { outcomes, body, programme, link } = matter;
      const listed = outcomes.slice(0, mostListed).map(({ text, due }) => {
        const short = onOneLine(text);
        return line(
          say.overdueItem({ text: name(short.length > 300 ? `${short.slice(0, 299)}…` : short), due: day(due) }),
        );
      });
      const rest = outcomes.length - listed.length;
      const overdue = counted(say.overdue, outcomes.length, { body: name(body), programme: name(programme) });
      return [
        line(overdue),
        listed.join('\n'),
        ...(rest > 0 ? [line(counted(say.more, rest, {}))] : []),
        linked(hand, say.open, link),
      ];
    }
    case 'invitation': {
      const { inviter, link, until } = matter;
      const invited = inviter === null ? say.invited : say.invitedBy({ inviter: name(inviter) });
      return [line(invited), linked(hand, say.acceptHere, link), line(say.holdsUntil({ until: day(until) }))];
    }
    case 'password-reset': {
      const { link, until } = matter;
      const here = linked(hand, say.resetHere, link);
      return [line(say.reset), here, line(say.holdsUntil({ until: day(until) })), line(say.notYou)];
    }
  }
}

function subjectOf({ say, name }: Hand, matter: Matter): string {
  switch (matter.kind) {
    case 'request':
      return say.requestSubject({ title: name(matter.title) });
    case 'reminder':
      return say.reminderSubject({ title: name(matter.title) });
    case 'agreement':
      return say.agreementSubject({ title: name(matter.title) });
    case 'outcomes':
      return say.outcomesSubject({ body: name(matter.body) });
    case 'invitation':
      return say.invitationSubject;
    case 'password-reset':
      return say.resetSubject;
  }
}

/** Writes a letter. Words of others in it are on one line, without marks that would turn the direction of ours. */
export function letterOn(matter: Matter, language: LanguageTag): Written {
  const hand: Hand = { ...printerOf(language), say: words[language] };
  const greeting = hand.line(hand.say.greeting({ name: hand.name(matter.name) }));
  const paragraphs = [greeting, ...paragraphsOf(hand, matter), hand.line(hand.say.footer)];
  return {
    subject: hand.line(subjectOf(hand, matter)),
    text: `${paragraphs.filter((each) => each.trim() !== '').join('\n\n')}\n`,
    language,
  };
}
