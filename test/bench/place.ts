import { z } from 'zod';

/** Where a process of the opening bench reads its session; passed as JSON in its only argument. */
export const placeSchema = z.object({
  endpoint: z.string(),
  region: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  bucket: z.string(),
  namespace: z.string(),
});

export type Place = z.infer<typeof placeSchema>;
