import { iriOfSymbol } from '../reader/iris.ts';
import { listing } from '../reader/listing.ts';
import type { Language, Publication, Resolution, ResolutionType } from '../reader/model.ts';
import { resolutionsOf } from '../reader/model.ts';
import { mandatesListed, permanentAddresses } from '../reader/write/mandateRows.ts';

/** A paragraph as registers and search know it. */
export interface KeptParagraph {
  /** Inside the resolution: `op3.a`. */
  readonly node: string;
  readonly address: string;
  readonly kind: string;
  readonly number: string | null;
  readonly text: string;
  /** Symbols that it cites. */
  readonly cites: readonly string[];
}

/** A mandate as the machine proposes it, with the words that decided. */
export interface ProposedMandate {
  readonly paragraph: string;
  readonly address: string;
  readonly citation: string;
  /** The act, and the how-manieth of that act in its paragraph: the same in every language. */
  readonly act: string;
  readonly nth: number;
  readonly force: string;
  readonly weight: string;
  readonly soft: boolean;
  readonly verb: string;
  readonly who: readonly string[];
  readonly whoWords: readonly string[];
  readonly relay: readonly string[];
  readonly action: string | null;
  readonly deliverable: string | null;
  readonly recipient: readonly string[];
  readonly due: readonly {
    readonly words: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly session: number | null;
  }[];
  readonly recurrence: string | null;
  readonly conditions: readonly string[];
  readonly marks: readonly string[];
  readonly confidence: number;
  readonly why: readonly string[];
  readonly text: string;
}

/**
 * What is kept of a reading, as a file by its hash: the tables of paragraphs and mandates are made from it, today and when
 * they are rebuilt years later by a program that reads better.
 */
export interface KeptReading {
  readonly kind: 'reading';
  readonly type: ResolutionType | 'other';
  readonly language: Language | null;
  readonly symbol: string | null;
  readonly work: string | null;
  readonly title: string | null;
  readonly organ: string | null;
  readonly session: string | null;
  readonly date: string | null;
  readonly sponsors: string | null;
  readonly vote: {
    readonly outcome: string;
    readonly inFavour: number | null;
    readonly against: number | null;
    readonly abstaining: number | null;
  } | null;
  readonly paragraphs: readonly KeptParagraph[];
  readonly mandates: readonly ProposedMandate[];
}

function proposalsOf(resolution: Resolution): ProposedMandate[] {
  const counts = new Map<string, number>();
  return mandatesListed(resolution).rows.map((row) => {
    const place = `${row.paragraph} ${row.act}`;
    const nth = counts.get(place) ?? 0;
    counts.set(place, nth + 1);
    const {
      paragraph,
      address,
      citation,
      act,
      force,
      weight,
      soft,
      verb,
      action,
      deliverable,
      marks,
      confidence,
      why,
      text,
    } = row;
    return {
      ...{ paragraph, address, citation, act, nth, force, weight, soft, verb, action, deliverable, confidence, text },
      who: [...new Set(row.who.flatMap(({ ids }) => ids))],
      whoWords: row.who.map(({ words }) => words),
      relay: [...new Set(row.relay.flatMap(({ ids }) => ids))],
      recipient: row.recipient?.ids ?? [],
      due: row.due.map(({ words, from, to, session }) => ({ words, from, to, session })),
      recurrence: row.recurrence,
      conditions: row.conditions,
      marks,
      why,
    };
  });
}

const sessionOf = ({ session }: Resolution): string | null =>
  session === null ? null : `${session.organ} ${session.kind === 'regular' ? '' : `${session.kind} `}${session.number}`;

function readingOf(resolution: Resolution, sponsors: string | null): KeptReading {
  const addressOf = permanentAddresses(resolution);
  const { type, language, symbol, title, organ, date, vote } = resolution;
  return {
    kind: 'reading',
    ...{ type, language, symbol, title, organ, date, sponsors },
    work: symbol === null ? null : iriOfSymbol(symbol, date),
    session: sessionOf(resolution),
    vote:
      vote === null
        ? null
        : { outcome: vote.outcome, inFavour: vote.inFavour, against: vote.against, abstaining: vote.abstaining },
    paragraphs: [...listing(resolution.body)].map(({ id, kind, number, text, proses }) => ({
      node: id,
      address: addressOf(id),
      ...{ kind, number, text },
      cites: [...new Set(proses.flatMap(({ citations }) => citations.flatMap((each) => each.symbol ?? [])))],
    })),
    mandates: proposalsOf(resolution),
  };
}

/** A file without a resolution in it, kept so that it can be found and cited. */
function passagesOf(publication: Publication): KeptReading {
  const { masthead, language } = publication;
  const place = masthead.symbol ?? publication.source.sha256.slice(0, 16);
  return {
    kind: 'reading',
    type: 'other',
    language,
    symbol: masthead.symbol,
    work: null,
    title: masthead.agendaTitle,
    organ: masthead.organ,
    session: masthead.sessionText,
    date: masthead.date,
    sponsors: masthead.sponsors,
    vote: null,
    paragraphs: publication.contents.flatMap((passage) =>
      passage.kind === 'passage'
        ? [
            {
              node: passage.id,
              address: `${place}#${passage.id}`,
              kind: 'passage',
              number: null,
              text: passage.text,
              cites: [],
            },
          ]
        : [],
    ),
    mandates: [],
  };
}

/** What to keep of a publication: one reading for each resolution in it, or one for all where it holds none. */
export function keptReadings(publication: Publication): KeptReading[] {
  const resolutions = resolutionsOf(publication);
  return resolutions.length === 0
    ? [passagesOf(publication)]
    : resolutions.map((resolution) => readingOf(resolution, publication.masthead.sponsors));
}
