import { bodyRows } from '../gazetteer.ts';
import { namedIn } from '../instruments.ts';
import { iriOfSymbol } from '../iris.ts';
import type { InstrumentKind } from '../languages/instruments.ts';
import type { Due, Mandate, MandateMark } from '../mandates.ts';
import { mandatesIn } from '../mandatesIn.ts';
import { type IsoDate, type Language, type Node, type Publication, type Resolution, resolutionsOf } from '../model.ts';
import { eIdsOf } from './aknTree.ts';
import { directivesOf, type FlatDirective } from './directives.ts';

/** A party by the words of the text, with its canonical ids and their names in the language of the text. */
export interface NamedParty {
  readonly words: string;
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

export interface DueWindow {
  readonly words: string;
  readonly kind: Due['kind'];
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly session: number | null;
  readonly precision: 'day' | 'month' | 'year' | null;
}

/** A mandate with all that a list of mandates says of it, in words. */
export interface MandateRow {
  /** `null` where the file does not say. */
  readonly symbol: string | null;
  readonly title: string | null;
  readonly language: Language | null;
  /** Day of adoption, for a draft of distribution. */
  readonly date: IsoDate | null;
  /** Address of the paragraph: `op29`, `op3.a`. */
  readonly paragraph: string;
  /** "A/RES/79/9, para. 29". */
  readonly citation: string;
  /** The permanent address: of the published kind where the symbol has one, else the symbol and our address. */
  readonly address: string;
  readonly act: string;
  readonly force: Mandate['force'];
  readonly weight: Mandate['weight'];
  readonly soft: boolean;
  readonly verb: string;
  readonly who: readonly NamedParty[];
  readonly relay: readonly NamedParty[];
  readonly action: string | null;
  readonly deliverable: Mandate['deliverable'];
  readonly recipient: NamedParty | null;
  readonly due: readonly DueWindow[];
  readonly recurrence: Mandate['recurrence'];
  readonly conditions: readonly string[];
  readonly marks: readonly MandateMark[];
  readonly confidence: number;
  readonly why: readonly string[];
  readonly text: string;
  /** As lists of directives are exchanged. */
  readonly flat: FlatDirective;
}

/** An instrument or an event to come, in words. */
export interface NamedRow {
  readonly symbol: string | null;
  readonly paragraph: string;
  readonly citation: string;
  readonly kind: InstrumentKind | 'event';
  readonly words: string;
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly bodies: readonly string[];
}

/** All that a publication asks, and what it names beside. */
export interface MandateList {
  readonly rows: readonly MandateRow[];
  readonly instruments: readonly NamedRow[];
  /** Without those of paragraphs that have a mandate: there the event is what is asked for. */
  readonly events: readonly NamedRow[];
  /** Whether the words of the language are known; without them nothing can be found. */
  readonly languages: readonly { readonly language: Language | null; readonly operative: number }[];
}

/** Name of a body, in the language where it is known in it, else in English, else the id. */
export function bodyName(id: string, language: Language | null): string {
  const names = bodyRows.get(id)?.names;
  return (language === null ? undefined : names?.[language]) ?? names?.en ?? id;
}

interface Located {
  readonly text: string;
  /** "para. 3 (a)", "sect. II, para. 1". */
  readonly cited: string;
  readonly operative: boolean;
}

const joinedBy = (before: string, mark: string, after: string): string =>
  before === '' ? after : before + mark + after;

/** Text and citation of each paragraph by its address. */
function located(
  nodes: readonly Node[],
  before = '',
  found = new Map<string, Located>(),
  level = 0,
): Map<string, Located> {
  for (const node of nodes) {
    if (node.kind === 'section') {
      located(node.children, joinedBy(before, ', ', `sect. ${node.number}`), found, 0);
    } else if (node.kind === 'paragraph') {
      const own = node.number ?? /(\d+|[a-z]+)$/.exec(node.id)?.[1] ?? node.id;
      const label =
        node.part === 'preambular'
          ? `preambular para. ${/(\d+)$/.exec(node.id)?.[1] ?? own}`
          : level === 0
            ? `para. ${own}`
            : own;
      const cited = joinedBy(before, level === 0 ? ', ' : ' ', label);
      found.set(node.id, { text: node.text, cited, operative: node.part === 'operative' });
      located(node.children, cited, found, level + 1);
    }
  }
  return found;
}

function windowOf(due: Due, text: string): DueWindow {
  return {
    words: text.slice(due.start, due.end),
    kind: due.kind,
    from: due.from,
    to: due.to,
    session: due.kind === 'session' ? due.session.number : null,
    precision: due.kind === 'date' ? due.precision : null,
  };
}

/** The permanent address of each node: of the published kind where the symbol has one, else the symbol and our address. */
export function permanentAddresses({ symbol, title, date, body }: Resolution): (node: string) => string {
  const iri = symbol === null ? null : iriOfSymbol(symbol, date);
  if (iri === null) return (node) => `${symbol ?? `${title ?? 'unnamed'} (${date ?? 'undated'})`}#${node}`;
  const eIds = eIdsOf(body);
  return (node) => `${iri}!main#${eIds.get(node) ?? node}`;
}

/** What one resolution asks and names, and how many operative paragraphs it has. */
export function mandatesListed(resolution: Resolution): Omit<MandateList, 'languages'> & { operative: number } {
  const { symbol, title, language, date } = resolution;
  const nodes = located(resolution.body);
  const textOf = (node: string) => nodes.get(node)?.text ?? '';
  const cite = (node: string) => joinedBy(symbol ?? title ?? '', ', ', nodes.get(node)?.cited ?? node);
  const addressOf = permanentAddresses(resolution);
  const party = (one: Mandate['addressees'][number]): NamedParty => ({
    words: textOf(one.node).slice(one.start, one.end),
    ids: one.ids,
    names: one.ids.map((id) => bodyName(id, language)),
  });
  const mandates = mandatesIn(resolution);
  const flats = directivesOf(mandates, textOf);
  const rows = mandates.map((mandate, index): MandateRow => {
    const text = textOf(mandate.paragraph);
    const { act, force, weight, soft, deliverable, recurrence, marks, confidence, why, paragraph } = mandate;
    const flat = flats[index] as FlatDirective;
    return {
      ...{
        symbol,
        title,
        language,
        date,
        paragraph,
        act,
        force,
        weight,
        soft,
        deliverable,
        recurrence,
        marks,
        confidence,
      },
      ...{ why, text, flat, verb: flat.verb, action: flat.action },
      citation: cite(paragraph),
      address: addressOf(paragraph),
      who: mandate.addressees.map(party),
      relay: mandate.relay.map(party),
      recipient: mandate.recipient === null ? null : party(mandate.recipient),
      due: mandate.due.map((due) => windowOf(due, text)),
      conditions: mandate.conditions.map(({ start, end }) => text.slice(start, end)),
    };
  });
  const { instruments, events } = namedIn(resolution);
  const asking = new Set(rows.filter((row) => row.force !== 'position' || row.soft).map((row) => row.paragraph));
  const common = (found: {
    paragraph: string;
    start: number;
    end: number;
    from: IsoDate | null;
    to: IsoDate | null;
  }) => ({
    symbol,
    paragraph: found.paragraph,
    citation: cite(found.paragraph),
    words: textOf(found.paragraph).slice(found.start, found.end),
    from: found.from,
    to: found.to,
  });
  return {
    rows,
    instruments: instruments.map((one) => ({ ...common(one), kind: one.kind, bodies: one.bodies })),
    events: events
      .filter((one) => !asking.has(one.paragraph))
      .map((one) => ({ ...common(one), kind: 'event', bodies: one.host?.ids ?? [] })),
    operative: [...nodes.values()].filter((node) => node.operative).length,
  };
}

/** The mandates of a publication in order of its text, as rows. */
export function mandateListOf(publication: Publication): MandateList {
  const lists = resolutionsOf(publication).map((resolution) => ({
    ...mandatesListed(resolution),
    language: resolution.language,
  }));
  return {
    rows: lists.flatMap((list) => list.rows),
    instruments: lists.flatMap((list) => list.instruments),
    events: lists.flatMap((list) => list.events),
    languages: lists.map(({ language, operative }) => ({ language, operative })),
  };
}
