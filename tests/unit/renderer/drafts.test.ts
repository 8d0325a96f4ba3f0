import { describe, expect, it } from 'vitest';
import { createDrafts } from '../../../src-renderer/stores/drafts.ts';

describe('texts begun and not kept yet', () => {
  it('stay by what they belong to', () => {
    const drafts = createDrafts();
    drafts.type('act.1', 'бірінші');
    drafts.type('act.2', '');
    expect(drafts.store.getState()).toEqual({ 'act.1': 'бірінші', 'act.2': '' });
  });

  it('give way to what is kept once they are kept', () => {
    const drafts = createDrafts();
    drafts.type('act.1', 'мәтін');
    drafts.settle('act.1', 'мәтін');
    expect(drafts.store.getState()).toEqual({});
  });

  it('stay when more was typed while they were being kept', () => {
    const drafts = createDrafts();
    drafts.type('act.1', 'мәтін және тағы');
    drafts.settle('act.1', 'мәтін');
    expect(drafts.store.getState()).toEqual({ 'act.1': 'мәтін және тағы' });
  });
});
