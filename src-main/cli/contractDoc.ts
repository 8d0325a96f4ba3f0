import { writeFileSync } from 'node:fs';
import { contractDocument } from './contractDocText.ts';

/** Writes docs/contract.md anew: `npx node src-main/cli/contractDoc.ts`. */
writeFileSync(new URL('../../docs/contract.md', import.meta.url), contractDocument());
