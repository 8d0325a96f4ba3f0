import { z } from 'zod';

// The CSP forbids making code from text, and zod would try: said before any schema is made.
z.config({ jitless: true });
void import('./start.tsx').then(({ start }) => start());
