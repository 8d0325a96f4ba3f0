/** What decides who hears whom. */
export interface Heard {
  admitted: boolean;
  muted: boolean;
  /** Their link carries nothing just now. */
  isCut: boolean;
  /** Their talk is just over: they are to have seen it before anybody hears them. */
  isReturning: boolean;
  /** In a confidential talk, with these. */
  talksWith: readonly string[];
  /** Interprets simultaneously, for these. */
  interpretsFor: readonly string[];
}

/** What somebody elsewhere is sent: nothing, the hall, those they talk with alone, or the hall with voices over it. */
export type Channel =
  | { kind: 'nothing' }
  | { kind: 'hall' }
  | { kind: 'talk'; ids: string[] }
  | { kind: 'voices'; hallGain: number; ids: string[] };

/** Who listens to an interpreter hears the hall 18 dB lower: enough to follow who speaks, too little to drown the interpreter. */
const loweredHall = 10 ** (-18 / 20);

/** Neither heard nor seen by anybody but those they talk with. */
export const isApart = ({ talksWith, isReturning }: Heard): boolean => talksWith.length > 0 || isReturning;

const isHeard = (one: Heard): boolean => one.admitted && !one.muted && !isApart(one);

/** Through the hall's loudspeakers, and in the hall's pictures. */
export const isHeardInHall = (one: Heard): boolean => isHeard(one) && one.interpretsFor.length === 0;

export function channelOf(people: ReadonlyMap<string, Heard>, id: string): Channel {
  const self = people.get(id);
  if (!self) return { kind: 'nothing' };
  if (self.talksWith.length > 0) return { kind: 'talk', ids: self.talksWith.filter((other) => people.get(other)?.talksWith.includes(id) === true) };
  if (!self.admitted) return { kind: 'nothing' };
  const interpreters = [...people].filter(([, other]) => isHeard(other) && !other.isCut && other.interpretsFor.includes(id)).map(([other]) => other);
  if (interpreters.length > 0) return { kind: 'voices', hallGain: loweredHall, ids: interpreters };
  if (self.interpretsFor.length === 0) return { kind: 'hall' };
  const clients = self.interpretsFor.filter((other) => { // the echo of the loudspeakers is taken out of the hall's sound, and their voices with it
    const client = people.get(other);
    return client !== undefined && isHeardInHall(client);
  });
  return { kind: 'voices', hallGain: 1, ids: clients };
}
