/** Things of the last seconds, found by where they were read, and forgotten by their id. */
export interface Memory<Thing extends { readonly id: string }> {
  readonly recall: (place: string) => Thing | null;
  /**
   * To be called before something is read; what it gives takes what was read. It is not remembered if anything was
   * forgotten in between: that may have been it.
   */
  readonly reading: (place: string) => (thing: Thing) => void;
  readonly forget: (id: string) => void;
  readonly forgetAll: () => void;
}

const lasts = 5_000;
const most = 20_000;

export function memoryOf<Thing extends { readonly id: string }>(now: () => number): Memory<Thing> {
  const things = new Map<string, { readonly thing: Thing; readonly at: number }>();
  const places = new Map<string, string>();
  let forgotten = 0;

  const forgetAll = (): void => {
    forgotten++;
    things.clear();
    places.clear();
  };

  return {
    recall: (place) => {
      const held = things.get(place);
      return held && now() - held.at < lasts ? held.thing : null;
    },
    reading: (place) => {
      const [before, at] = [forgotten, now()];
      return (thing) => {
        if (forgotten !== before) return;
        if (things.size >= most) forgetAll();
        things.set(place, { thing, at });
        places.set(thing.id, place);
      };
    },
    forget: (id) => {
      forgotten++;
      const place = places.get(id);
      if (place !== undefined) things.delete(place);
      places.delete(id);
    },
    forgetAll,
  };
}
