import fc from 'fast-check';
import { afterAll, beforeAll, it } from 'vitest';
import { operationsOf, requestsTo, type Description } from './fuzzing.ts';
import { type TestOffice, testOffice, type Visitor } from './testOffice.ts';
import { type World, worldIn } from './testWorld.ts';
import { registers } from '../programme/registers.ts';
import { writeFileSync } from 'node:fs';

let desk: TestOffice; let world: World; let me: Visitor; let n = 0; let victims: string[] = [];
const enter = async () => desk.visitor(`fuzz${n++}`, [{ party: 'OIC', role: 'coordinator', bodies: [] }], true);
beforeAll(async () => {
  desk = await testOffice();
  world = await worldIn(desk.office);
  me = await enter();
  for (let i = 0; i < 3; i++) victims.push((await desk.visitor(`victim${i}`, [{ party: 'OIC', role: 'editor', bodies: [] }])).person);
}, 600000);
afterAll(() => desk.close());
const CASES = Number(process.env['CASES'] ?? 30), SEED = Number(process.env['SEED'] ?? 1), ONLY = process.env['ONLY'];
it('fuzz', async () => {
  const description = await (await desk.ask('/api/v1/openapi.json')).json() as Description;
  const out: string[] = []; const summary: Record<string, Record<string, number>> = {}; let total = 0; const seen = new Set<string>(); const undoc = new Map<string, string>();
  const paths = Object.fromEntries(Object.values(registers).map(r => [r.path, r]));
  for (const op of operationsOf(description)) {
    if (ONLY && !`${op.method} ${op.path}`.includes(ONLY)) continue;
    const resource = /^\/api\/v1\/([\w-]+)\/\{/.exec(op.path)?.[1] ?? '';
    const ids = world.planted.filter(({ entry }) => registers[entry.register].path === resource).map(({ entry }) => entry.id);
    const main: Record<string, readonly string[]> = {
      programme: [world.programme], owner: ['OIC'], party: ['OIC'], period: [world.targets.period], area: [world.targets.area], areas: [world.targets.area],
      activity: [world.targets.activity], meeting: [world.targets.meeting], request: [world.targets.request], series: [world.targets.series],
      body: ['OIC/SESRIC'], entry: world.planted.map(({ entry }) => entry.id), parent: [world.targets.activity, world.targets.meeting],
      person: victims, holder: victims, deputy: victims, role: ['editor', 'coordinator'],
      id: resource === 'mandates' ? world.mandates.map(m => m.id) : resource === 'people' ? victims : resource === 'entries' ? [...world.others.map(o => o.id), ...world.planted.map(p => p.entry.id)] : resource === 'programmes' && op.method === 'GET' ? [world.programme, ...ids] : resource === 'requests' ? [world.targets.request, ...ids] : resource === 'meeting-series' && op.method === 'GET' ? [world.targets.series] : ids,
    };
    for (const request of fc.sample(requestsTo(op, description, main), { seed: SEED, numRuns: CASES })) {
      if (op.path.includes('sign-in')) await desk.office.database.pool.query('delete from sign_in.attempt');
      const headers: Record<string, string> = { ...request.headers, cookie: me.cookie };
      if (request.matching) {
        const r = await desk.app.request(`http://localhost:8080${request.target.replace(/\/restore$/, '').split('?')[0]}`, { headers: { cookie: me.cookie } });
        const etag = r.headers.get('etag'); await r.text(); if (etag) headers['if-match'] = etag;
      }
      const before = desk.lines.length;
      let res: Response;
      try {
        res = await desk.app.request(`http://localhost:8080${request.target}`, { method: request.method, headers, ...(request.body && request.method !== 'GET' && { body: request.body }) } as RequestInit);
      } catch (error) { out.push(`THROW ${op.method} ${op.path} ${request.target} ${error}`); continue; }
      total++;
      const key = `${op.method} ${op.path}`;
      (summary[key] ??= {})[res.status] = (summary[key][res.status] ?? 0) + 1;
      if (op.path.endsWith('/stream')) await res.body?.cancel(); else await res.arrayBuffer().catch((e) => out.push(`BODY ${key} ${e}`));
      if (!op.statuses.includes(res.status)) undoc.set(`${res.status} ${key}`, request.target.slice(0, 100));
      const faults = desk.lines.slice(before).filter((l) => ['fault', 'sign-in.failed', 'export-broken', 'import.fault'].includes(String(l['event'])));
      if (res.status >= 500 || faults.length > 0) {
        const what = JSON.stringify(faults[0])?.slice(0, 700) ?? '';
        const sign = key.replace(/v1\/[\w-]+/, '*') + what.slice(0, 200);
        if (!seen.has(sign)) { seen.add(sign); out.push(`${res.status} ${key}\n  ${request.target.slice(0, 200)}\n  ${JSON.stringify(headers).slice(0, 300)}\n  ${request.body ? Buffer.from(request.body).toString().slice(0, 300) : ''}\n  ${what}`); }
      }
      if (res.status === 401 && !op.path.includes('sign-in')) me = await enter();
    }
    if (op.path.includes('sign-in')) me = await enter();
    await desk.office.database.pool.query('delete from sign_in.attempt');
  }
  writeFileSync('/tmp/af/out.txt', out.join('\n\n') + `\n\nTOTAL ${total}\nUNDOC\n${[...undoc].map(([k, v]) => `${k}   ${v}`).join('\n')}\n\n` + Object.entries(summary).map(([k, v]) => `${k} ${JSON.stringify(v)}`).join('\n'));
  console.log('total', total, 'problems', out.length);
}, 3600000);
