import type { Handlers } from '../caller.ts';
import type { IdentityPhotos } from '../identityPhotos.ts';

export const participantHandlers = (photos: Pick<IdentityPhotos, 'photo'>): Handlers<'participants.photo'> => ({
  'participants.photo': ({ hearingId, participantId }) => photos.photo(hearingId, participantId),
});
