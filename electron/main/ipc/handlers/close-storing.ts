import type { SignInAttempts } from '../../telegram/sign-in/attempts.ts';

/** A wizard that still waits to store would bring back what the operator gives up or moves. */
export async function closeStoring(attempts: SignInAttempts, namespace: string): Promise<void> {
  const isStoring = attempts
    .list()
    .filter((view) => view.namespace === namespace && view.step.kind === 'storing');
  await Promise.all(isStoring.map(({ attemptId }) => attempts.close(attemptId)));
}
