/** What the recorder is told instead of a hearing while the hall is only tried out: nothing of it is anybody's record. */
export const trialName = (id: string): string => `trial-${id}`;
export const isTrial = (hearingId: string): boolean => /^trial-[0-9a-f-]{36}$/.test(hearingId);
