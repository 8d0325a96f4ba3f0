import { z } from 'zod';

// The CSP forbids making code from text, and zod would try; this must run before any schema is made.
z.config({ jitless: true });
