import { z } from 'zod';

/**
 * What rules may ask about. A rule file that asks about anything else is refused: nobody could answer it.
 * Facts of a hearing, and of one participant; a fact nobody knows yet is null.
 */
export const factKinds = {
  /** On whose side this console is: the court that hears the case, or the one that lends its hall. */
  'hearing.side': ['hearing_court', 'assisting_court'],
  'hearing.proceedings': ['civil', 'criminal', 'administrative'],
  'hearing.instance': ['first', 'appeal', 'cassation'],
  /** Somebody takes part from elsewhere; from another court or an institution; with a device of their own. */
  'hearing.remote': 'boolean',
  'hearing.remoteFromCourtOrInstitution': 'boolean',
  'hearing.remoteOnOwnDevice': 'boolean',
  'hearing.partyAppeared': 'boolean',
  'hearing.isClosed': 'boolean',
  /** The other court's answer to the application. */
  'hearing.answer': ['confirmed', 'refused'],
  'hall.records': 'boolean',
  'hall.hasVideoconference': 'boolean',
  /** Is another hall with recording free at that time? */
  'hall.equippedOneIsFree': 'boolean',
  'participant.way': ['hall', 'court', 'institution', 'own_device'],
  'participant.role': [
    'claimant', 'defendant', 'prosecutor', 'accused', 'defence', 'victim', 'offender', 'authority',
    'representative', 'witness', 'expert', 'specialist', 'interpreter', 'third_party', 'observer', 'other',
  ],
  /** Full years on the day of the hearing. */
  'participant.age': 'number',
  'participant.petitioned': 'boolean',
  'participant.hasRepresentative': 'boolean',
  'participant.hears': 'boolean',
  'participant.sees': 'boolean',
  'participant.canAsk': 'boolean',
  'participant.bandwidthMbit': 'number',
  'participant.appIsCurrent': 'boolean',
  'participant.placeIsLit': 'boolean',
  'participant.placeIsQuiet': 'boolean',
} as const satisfies Record<string, 'boolean' | 'number' | readonly string[]>;

export type FactName = keyof typeof factKinds;
export type FactValue = string | number | boolean | null;
export type Facts = Readonly<Partial<Record<FactName, FactValue>>>;

export const factName = z.enum(Object.keys(factKinds) as [FactName, ...FactName[]]);

type Found = Exclude<FactValue, null>;

const valueOf = (kind: 'boolean' | 'number' | readonly string[]): z.ZodType<Found> =>
  (kind === 'boolean' ? z.boolean() : kind === 'number' ? z.number().min(-1e9).max(1e9) : z.enum(kind as [string, ...string[]]));

/** What a step found out: each fact with a value it can have; anything else is dropped. */
export const foundFacts = z.object(Object.fromEntries(Object.entries(factKinds).map(([name, kind]) => [name, valueOf(kind).optional()])))
  .transform((found) => found as Record<string, Found>);
