import { z } from 'zod';

// The CSP forbids making code from text, and zod would try. This must be said before any schema is made,
// and imports run first: so everything else is imported afterwards.
z.config({ jitless: true });
void import('./start.tsx').then(({ start }) => start());
