import type { Scope, Stretch } from './addressees.ts';
import type { Span } from './model.ts';
import { isParted } from './wording.ts';

/** The qualifiers that limit what is asked: "as appropriate", "within existing resources". */
export function conditionsIn({ wording, grammar }: Scope, { from, to }: Stretch): Span[] {
  const spans: Span[] = [];
  if (!grammar.conditionStarts.mayStandIn(wording) && !grammar.conditions.mayStandIn(wording)) return spans;
  for (let index = from; index < to; index++) {
    if (wording.quoted[index]) continue;
    const starts = grammar.conditionStarts.at(wording, index);
    const whole = grammar.conditions.at(wording, index);
    if (starts === null && whole === null) continue;
    let end = Math.max(starts?.to ?? 0, whole?.to ?? 0);
    if (starts !== null && (whole === null || starts.to > whole.to)) {
      while (end < to && !isParted(wording, end) && grammar.to.at(wording, end) === null) end++;
    }
    spans.push({ start: wording.starts[index] ?? 0, end: wording.ends[end - 1] ?? 0 });
    index = end - 1;
  }
  return spans;
}
