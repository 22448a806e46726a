import { type Refusal, refuse } from '../outcome.ts';
import { nullVersionId } from '../storage/object-version.ts';

export function isVersionId(text: string): boolean {
  return text === nullVersionId || /^[0-9a-f]{32}$/.test(text);
}

export function unknownVersionId(text: string): Refusal {
  return refuse('InvalidArgument', {
    message: 'Invalid version id specified',
    details: { ArgumentName: 'versionId', ArgumentValue: text },
  });
}
