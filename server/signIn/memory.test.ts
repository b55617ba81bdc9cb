import { describe, expect, it } from 'vitest';
import { memoryOf } from './memory.ts';

function memory() {
  let time = 0;
  const kept = memoryOf<{ readonly id: string }>(() => time);
  return { ...kept, pass: (milliseconds: number) => (time += milliseconds) };
}

const thing = { id: 'a' };

describe('a short memory', () => {
  it('holds a thing for less than five seconds from when it was read', () => {
    const { reading, recall, pass } = memory();
    const remember = reading('here');
    pass(2_000);
    remember(thing);
    expect(recall('here')).toBe(thing);
    expect(recall('there')).toBeNull();
    pass(2_999);
    expect(recall('here')).toBe(thing);
    pass(1);
    expect(recall('here')).toBeNull();
  });

  it('forgets one by its id, or all', () => {
    const { reading, recall, forget, forgetAll } = memory();
    reading('here')(thing);
    reading('there')({ id: 'b' });
    forget('a');
    expect([recall('here'), recall('there')]).toEqual([null, { id: 'b' }]);
    forgetAll();
    expect(recall('there')).toBeNull();
  });

  it('does not take up what was read before something was forgotten', () => {
    const { reading, recall, forget, forgetAll } = memory();
    for (const losing of [() => forget('a'), () => forget('unknown'), forgetAll]) {
      const remember = reading('here');
      losing();
      remember(thing);
      expect(recall('here')).toBeNull();
    }
    reading('here')(thing);
    expect(recall('here')).toBe(thing);
  });

  it('does not grow without end', () => {
    const { reading, recall } = memory();
    for (let n = 0; n < 50_000; n++) reading(`place ${n}`)({ id: `${n}` });
    const held = Array.from({ length: 50_000 }, (_, n) => recall(`place ${n}`)).filter((one) => one !== null);
    expect(held.length).toBeLessThanOrEqual(20_000);
    expect(recall('place 49999')).toEqual({ id: '49999' });
  });
});
