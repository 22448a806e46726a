import { namespaceProblemWords, newNamespaceProblem } from '../../../../shared/namespaces.ts';
import { type AppError, fail } from '../../../../shared/result.ts';

export function invalidName(name: string): { ok: false; error: AppError } {
  const problem = newNamespaceProblem(name) ?? 'character';
  return fail('namespace-invalid', { reason: namespaceProblemWords[problem] });
}
