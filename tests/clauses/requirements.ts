/**
 * When something is asked for. `links`: of the links to those who take part from elsewhere, which are not there yet.
 * `service`: of those who keep what was recorded, not of a hearing.
 */
export const areas = ['before', 'day', 'session', 'failure', 'after', 'links', 'service'] as const;
export type Area = (typeof areas)[number];

/** Every clause that asks something of this console, by the area it is asked in. */
export const requirements: Record<Area, readonly string[]> = {
  before: [
    'K7-8', 'K7-9', 'K7-12', 'K7-15', 'K7-20', 'K7-21', 'K7-13', 'K7-15(4)', 'K7-15(5)', 'K7-22', 'K185-13', 'K185-11', 'K185-12', 'K7-31', 'K185-3', 'K336-4',
    'K7-5', 'K336-10', 'K7-7', 'K185-10',
  ],
  day: [
    'K336-7', 'K336-11', 'K336-17', 'K7-16(1)', 'K185-14', 'K185-15', 'GP-5', 'K7-16(2)', 'K7-26', 'K185-20', 'K336-16', 'K7-11', 'K7-36', 'K7-28', 'K7-29',
    'K7-37', 'K7-38', 'GP-2.1', 'CPC-281',
  ],
  session: [
    'K336-5', 'K336-6', 'K336-12', 'K336-14', 'K7-6', 'K7-19', 'K7-14', 'K185-16', 'K185-22', 'K7-24', 'K7-25', 'K185-17', 'K7-32', 'K185-21',
    'K185-25', 'K185-26', 'K185-27', 'GP-4', 'K185-24', 'K7-33', 'K185-23', 'K7-28-1', 'K7-35', 'K7-30', 'K7-27',
  ],
  failure: ['K336-27', 'K336-28', 'K336-29', 'K7-17', 'K7-18', 'K185-18'],
  after: ['K336-9', 'K336-19', 'K336-8', 'K336-18', 'K336-21', 'K336-22', 'SK-2.1', 'SK-9', 'SK-15'],
  links: ['K7-2(3)', 'K336-15'],
  service: ['K336-20', 'K336-26', 'K336-23', 'K336-24', 'K336-25', 'K7-3', 'K185-4', 'K7-4', 'K185-5', 'K185-6'],
};
