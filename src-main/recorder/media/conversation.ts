import { z } from 'zod';
import conversationJson from '../../../assets/demo-hall/conversation.json' with { type: 'json' };

/** Every line has ten seconds: it begins half a second after the beep and leaves a pause before the next. */
export const slotS = 10;

const conversationSchema = z.object({
  voices: z.array(z.object({ voice: z.int().min(1).max(4), who: z.string(), espeak: z.string(), pitch: z.int(), wordsPerMinute: z.int() })).length(4),
  lines: z.array(z.object({ voice: z.int().min(1).max(4), language: z.enum(['kk', 'ru']), text: z.string().min(1) })).min(1),
});

/** What is said in the demonstration hall, by invented people. */
export const conversation = conversationSchema.parse(conversationJson);
export type Voice = (typeof conversation.voices)[number];
export type Line = (typeof conversation.lines)[number];

export const conversationLoopS = conversation.lines.length * slotS;
export const voiceFileName = (voice: number): string => `voice-${voice}.wav`;
