import { contract, type AnyName } from '#shared/contract/index.ts';

/** The ids a caller makes for the thing a call creates; any other id refers to something there already. */
const createdIds: Partial<Record<AnyName, string>> = {
  'hearing.addMark': 'markId',
  'incident.open': 'incidentId',
  'act.compose': 'actId',
};

/** Completes an input typed by hand: the command's own id and the id of what it creates. */
export function fillIds(name: AnyName, input: unknown, newId: () => string): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const created = createdIds[name];
  return {
    ...('commandId' in contract[name].input.shape ? { commandId: newId() } : {}),
    ...(created === undefined ? {} : { [created]: newId() }),
    ...input,
  };
}
