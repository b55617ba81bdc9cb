import type { Due, Mandate } from '../mandates.ts';

/** A directive as lists of them are exchanged: words as printed. */
export interface FlatDirective {
  readonly verb: string;
  readonly act: string;
  readonly force: string;
  readonly weight: string;
  readonly addressees: readonly string[];
  readonly addresseeIds: readonly string[];
  readonly action: string | null;
  readonly deliverable: string | null;
  readonly recipient: string | null;
  readonly due: FlatDue | null;
  readonly dueAll?: readonly FlatDue[];
  readonly recurrence: string | null;
  readonly conditional: string | null;
  readonly conditionals?: readonly string[];
  readonly inherited?: true;
  readonly coordinated?: true;
  readonly soft?: true;
  readonly relay?: readonly { readonly span: string; readonly id: string | null }[];
  readonly marks: readonly string[];
  readonly confidence: number;
  readonly why: readonly string[];
}

export type FlatDue =
  | { readonly kind: 'session'; readonly body: string; readonly session: number }
  | { readonly kind: 'date'; readonly date: string; readonly precision: string }
  | { readonly kind: 'relative'; readonly text: string };

/** Short names of the two organs that are not called by the last part of their id. */
const sessionBodies: Readonly<Record<string, string>> = { 'UN/GA': 'UNGA', 'UN/SC': 'UNSC' };

const sessionBody = (id: string | null, organ: string): string =>
  id === null ? organ.toUpperCase() : (sessionBodies[id] ?? id.replace(/^UN\//, ''));

function flatDue(due: Due, text: string): FlatDue {
  switch (due.kind) {
    case 'session':
      return { kind: 'session', body: sessionBody(due.body, due.session.organ), session: due.session.number };
    case 'date':
      return { kind: 'date', date: due.date, precision: due.precision };
    case 'relative':
      return { kind: 'relative', text: text.slice(due.start, due.end) };
  }
}

/** The mandates of a paragraph with their words. `textOf` gives the text of a node. */
export function directivesOf(mandates: readonly Mandate[], textOf: (node: string) => string): FlatDirective[] {
  return mandates.map((mandate) => {
    const text = textOf(mandate.paragraph);
    const cut = ({ start, end, node }: { start: number; end: number; node: string }) => textOf(node).slice(start, end);
    const dues = mandate.due.map((due) => flatDue(due, text));
    const conditions = mandate.conditions.map(({ start, end }) => text.slice(start, end));
    return {
      verb: cut(mandate.verb),
      act: mandate.act,
      force: mandate.force,
      weight: mandate.weight,
      addressees: mandate.addressees.map(cut),
      addresseeIds: [...new Set(mandate.addressees.flatMap((each) => each.ids))],
      action: mandate.action === null ? null : text.slice(mandate.action.start, mandate.action.end),
      deliverable: mandate.deliverable,
      recipient: mandate.recipient === null ? null : cut(mandate.recipient),
      due: dues[0] ?? null,
      ...(dues.length > 1 ? { dueAll: dues } : {}),
      recurrence: mandate.recurrence,
      conditional: conditions[0] ?? null,
      ...(conditions.length > 1 ? { conditionals: conditions } : {}),
      ...(mandate.inherited ? { inherited: true as const } : {}),
      ...(mandate.coordinated ? { coordinated: true as const } : {}),
      ...(mandate.soft ? { soft: true as const } : {}),
      ...(mandate.relay.length > 0
        ? { relay: mandate.relay.map((each) => ({ span: cut(each), id: each.ids[0] ?? null })) }
        : {}),
      marks: mandate.marks,
      confidence: mandate.confidence,
      why: mandate.why,
    };
  });
}
