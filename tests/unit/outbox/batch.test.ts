import { describe, expect, it } from 'vitest';
import { nextParcel } from '#main/outbox/batch.ts';
import { markAdded } from '../../helpers/commits.ts';
import { factRow, fileRow } from '../../helpers/rows.ts';

const idsOf = (parcel: ReturnType<typeof nextParcel>) => {
  if (!parcel) return null;
  return parcel.type === 'facts' ? parcel.rows.map((row) => row.itemId) : parcel.row.itemId;
};

describe('the next parcel', () => {
  it('is nothing when nothing is due', () => {
    expect(nextParcel([])).toBeNull();
  });

  it('takes the facts at the front together and leaves files for later', () => {
    expect(idsOf(nextParcel([factRow(1), factRow(2), fileRow(3)]))).toEqual([1, 2]);
    expect(idsOf(nextParcel([fileRow(3), fileRow(4)]))).toBe(3);
  });

  it('sends a fact that failed before alone', () => {
    expect(idsOf(nextParcel([factRow(1, { attempts: 1 }), factRow(2)]))).toEqual([1]);
    expect(idsOf(nextParcel([factRow(1), factRow(2, { attempts: 1 }), factRow(3)]))).toEqual([1]);
  });

  it('has at most two hundred facts', () => {
    const many = Array.from({ length: 300 }, (_, i) => factRow(i + 1));
    expect(idsOf(nextParcel(many))).toHaveLength(200);
  });

  it('stays small for a slow link, but never empty', () => {
    const long = (itemId: number, chars: number) => {
      const row = factRow(itemId);
      return { ...row, content: { ...row.content, record: { ...row.content.record, event: markAdded('x'.repeat(chars)) } } };
    };
    expect(idsOf(nextParcel([long(1, 600_000), long(2, 600_000)]))).toEqual([1]);
    expect(idsOf(nextParcel([long(1, 3_000_000), factRow(2)]))).toEqual([1]);
  });
});
