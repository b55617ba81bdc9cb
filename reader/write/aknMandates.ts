import type { Addressee, Due, Mandate, Place } from '../mandates.ts';
import { mandatesIn } from '../mandatesIn.ts';
import { type Resolution, type Span, walk } from '../model.ts';
import { type Attributes, element, own, xmlText } from './aknRuns.ts';

type Cut = (span: Span, node?: string) => string;

const placed = (name: string, { start, end, node }: Place, cut: Cut, attributes: Attributes = {}): string =>
  element(own(name), attributes, xmlText(cut({ start, end }, node)));

const party = (name: string, one: Addressee, cut: Cut): string =>
  placed(name, one, cut, { ids: one.ids.join(' ') || undefined });

function dueXml(due: Due, cut: Cut): string {
  const session = due.kind === 'session' ? { body: due.body, session: due.session.number } : {};
  return element(own('due'), { kind: due.kind, from: due.from, to: due.to, ...session }, xmlText(cut(due)));
}

function mandateXml(mandate: Mandate, ref: string, cut: Cut): string {
  const flag = (set: boolean) => (set ? 'true' : undefined);
  const attributes: Attributes = {
    ref: `#${ref}`,
    act: mandate.act,
    force: mandate.force,
    weight: mandate.weight === mandate.force ? undefined : mandate.weight,
    deliverable: mandate.deliverable,
    recurrence: mandate.recurrence,
    inherited: flag(mandate.inherited),
    coordinated: flag(mandate.coordinated),
    soft: flag(mandate.soft),
    marks: mandate.marks.join(' ') || undefined,
    confidence: mandate.confidence,
    why: mandate.why.join(' '),
  };
  const content = [
    placed('verb', mandate.verb, cut),
    ...mandate.addressees.map((one) => party('addressee', one, cut)),
    ...mandate.relay.map((one) => party('relay', one, cut)),
    ...(mandate.action === null ? [] : [element(own('action'), {}, xmlText(cut(mandate.action)))]),
    ...(mandate.recipient === null ? [] : [party('recipient', mandate.recipient, cut)]),
    ...mandate.due.map((due) => dueXml(due, cut)),
    ...mandate.conditions.map((one) => element(own('condition'), {}, xmlText(cut(one)))),
  ];
  return element(own('mandate'), attributes, content.join(''));
}

/**
 * The mandates of a resolution for `otherAnalysis`, in our own namespace; empty where there are none. `eIdOf` gives the
 * eId of a paragraph by its address. Reading passes over them: they are found anew.
 */
export function mandatesXml(resolution: Resolution, eIdOf: ReadonlyMap<string, string>): string {
  const mandates = mandatesIn(resolution);
  if (mandates.length === 0) return '';
  const texts = new Map([...walk(resolution.body)].map((node) => [node.id, 'text' in node ? node.text : '']));
  const written = mandates.map((mandate) => {
    const cut: Cut = ({ start, end }, node = mandate.paragraph) => (texts.get(node) ?? '').slice(start, end);
    return mandateXml(mandate, eIdOf.get(mandate.paragraph) ?? mandate.paragraph, cut);
  });
  return element(own('mandates'), { version: 1 }, written.join(''));
}
