import { writeFileSync } from 'node:fs';
import { clauseDocument } from './clauseTable.ts';

/** Writes docs/clauses.md anew: `npx node tests/clauses/write.ts`. */
writeFileSync(new URL('../../docs/clauses.md', import.meta.url), clauseDocument());
