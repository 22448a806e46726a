import { ok, type Result } from '../../../../shared/result.ts';

/** Brings a session string out of the app, to where the operator said. False when they thought better of it. */
export interface SessionExport {
  toFile(namespace: string, text: string): Promise<Result<boolean, 'export-failed'>>;
  toClipboard(text: string): Promise<void>;
}

export async function exportSession(
  exports: SessionExport,
  to: 'file' | 'clipboard',
  { namespace, text }: { namespace: string; text: string },
): Promise<Result<{ exported: boolean }, 'export-failed'>> {
  if (to === 'clipboard') {
    await exports.toClipboard(text);
    return ok({ exported: true });
  }
  const exported = await exports.toFile(namespace, text);
  return exported.ok ? ok({ exported: exported.value }) : exported;
}
