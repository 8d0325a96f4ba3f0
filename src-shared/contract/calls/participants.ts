import { z } from 'zod';
import { photoTypes } from '../../domain/identityPhoto.ts';
import { query } from '../define.ts';
import { hearingId } from '../schemas.ts';

export const participantCalls = {
  'participants.photo': query({
    doc: 'The photo that came with somebody\'s petition (K7-9), to be compared with the live face (K7-26): fetched from the court server when it is asked for first, answered only if its bytes have the petition\'s SHA-256, and kept on this computer until the hearing is sealed.',
    access: ['secretary', 'judge'],
    input: z.object({ hearingId, participantId: z.string().min(1).max(200) }),
    output: z.object({ contentType: z.enum(photoTypes), base64: z.string() }),
  }),
} as const;
