import type { SignInAttempts } from '../../telegram/sign-in/attempts.ts';

/** A wizard that still waits to store this session would bring back what the operator gives up or moves. */
export async function closeStoring(
  attempts: SignInAttempts,
  namespace: string,
  fingerprint: string,
): Promise<void> {
  const isStoring = attempts
    .list()
    .filter((view) => view.namespace === namespace)
    .filter(({ step }) => step.kind === 'storing' && step.fingerprint === fingerprint);
  await Promise.all(isStoring.map(({ attemptId }) => attempts.close(attemptId)));
}
