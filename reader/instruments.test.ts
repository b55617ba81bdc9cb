import { describe, expect, it } from 'vitest';
import { namedIn } from './instruments.ts';
import { resolutionsOf, walk } from './model.ts';
import { read } from './read.ts';

/** A draft of November 2020 with one preambular and one operative paragraph. */
async function named(preambular: string, operative: string) {
  const text = `General Assembly\nA/85/L.5\n3 November 2030\nOriginal: English\n\nCooperation between the United Nations and the Lighthouse Organization\n\nThe General Assembly,\n\nNoting ${preambular},\n\n1. Welcomes ${operative}.\n`;
  const reading = await read(new TextEncoder().encode(text));
  if (reading.kind !== 'read') throw new Error(reading.refusal);
  const [resolution] = resolutionsOf(reading.publication);
  if (resolution === undefined) throw new Error('no resolution');
  const texts = new Map([...walk(resolution.body)].map((node) => [node.id, 'text' in node ? node.text : '']));
  const cut = (one: { paragraph: string; start: number; end: number }) =>
    (texts.get(one.paragraph) ?? '').slice(one.start, one.end);
  const { instruments, events } = namedIn(resolution);
  return {
    instruments: instruments.map((one) => [one.paragraph, one.kind, one.from, cut(one), ...one.bodies]),
    events: events.map((one) => [one.paragraph, one.from, one.to, cut(one), ...(one.host?.ids ?? [])]),
  };
}

describe('instruments named', () => {
  it.each([
    [
      'the work of both, in particular the signing of a memorandum of understanding on 4 May 2028',
      'memorandum',
      '2028-05-04',
    ],
    ['the cooperation agreement signed in Vienna on 5 June 2027', 'agreement', '2027-06-05'],
    ['the entry into force on 30 May 2029 of the protocol', 'protocol', '2029-05-30'],
  ])('%s', async (text, kind, from) => {
    const { instruments } = await named('the lights', text);
    expect(instruments.map((one) => one.slice(0, 3))).toEqual([['op1', kind, from]]);
  });

  it.each([
    'the agreement to organize a session on 4 May 2028',
    'the negotiation of cooperation agreements',
    'the signing of a memorandum of understanding; and notes the meeting of 4 May 2028',
  ])('none in: %s', async (text) => {
    expect((await named('the lights', text)).instruments).toEqual([]);
  });

  it('names the bodies of the clause', async () => {
    const text = 'the signing by the World Health Organization of a memorandum of understanding on 4 May 2028';
    expect((await named('the lights', text)).instruments[0]).toContain('UN/WHO');
  });
});

describe('events to come', () => {
  it('tells the next meeting with its host from the preamble', async () => {
    const { events } = await named(
      'that these meetings are held every two years, with the next meeting scheduled for 2031, to be hosted by the United Nations',
      'the lights',
    );
    expect(events).toEqual([
      ['pp1', '2031-01-01', '2031-12-31', 'next meeting scheduled for 2031, to be hosted by the United Nations', 'UN'],
    ]);
  });

  it('leaves out what is over', async () => {
    const { events } = await named('the conference that was to be held in 2026', 'the lights');
    expect(events).toEqual([]);
  });
});
