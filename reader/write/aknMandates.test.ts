import { describe, expect, it } from 'vitest';
import { read } from '../read.ts';
import { toAkn4un } from './akn4un.ts';

const draft = `General Assembly
A/85/L.5
3 November 2030
Original: English

Lights & shores

The General Assembly,

Noting the lights,

1. Invites Member States, as appropriate:

(a) To keep their lights burning;

(b) To inform the Secretary-General of lights < 3 metres;

2. Requests the Secretary-General to report to the General Assembly at its eighty-sixth session.
`;

async function written(text: string): Promise<string> {
  const reading = await read(new TextEncoder().encode(text));
  if (reading.kind !== 'read') throw new Error(reading.refusal);
  return toAkn4un(reading.publication);
}

describe('mandates in AKN4UN', () => {
  it('stand in otherAnalysis with their words, ids and windows', async () => {
    const xml = await written(draft);
    expect(xml).toMatch(/<analysis source="#source"><otherAnalysis source="#source"><r:mandates version="1">/);
    expect(xml).toContain('<r:mandate ref="#para_2" act="request" force="request" deliverable="report"');
    expect(xml).toContain('<r:addressee ids="UN/SG">the Secretary-General</r:addressee>');
    expect(xml).toContain('<r:due kind="session" from="2031-09-09" to="2031-12-31" body="UN/GA" session="86">');
    expect(xml).toContain('lights &lt; 3 metres</r:action>');
  });

  it('point to paragraphs that are there', async () => {
    const xml = await written(draft);
    const refs = [...xml.matchAll(/<r:mandate ref="#([^"]+)"/g)].map((match) => match[1]);
    expect(refs).toHaveLength(4);
    for (const ref of refs) expect(xml).toContain(` eId="${ref}"`);
  });

  it('are found anew when the file is read', async () => {
    const xml = await written(draft);
    expect(await written(xml)).toBe(xml.replaceAll('format="text"', 'format="akn4un"'));
  });

  it('leave nothing behind where there are none', async () => {
    expect(await written(draft.replace(/1\. Invites[\s\S]*/, ''))).not.toContain('otherAnalysis');
  });
});
