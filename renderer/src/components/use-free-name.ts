import { type FormEvent, useState } from 'react';
import { namespaceProblemWords, newNamespaceProblem } from '../../../shared/namespaces.ts';
import type { AppError, Result } from '../../../shared/result.ts';

/** The state of a form that stores a session under an unused name. */
export function useFreeName(
  store: (target: string) => Promise<Result<unknown>>,
  onStored: (target: string) => void,
) {
  const [target, setTarget] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const problem = newNamespaceProblem(target);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (problem) return;
    setBusy(true);
    const result = await store(target);
    setBusy(false);
    if (result.ok) onStored(target);
    else setError(result.error);
  };

  return {
    target,
    change: (name: string) => {
      setTarget(name);
      setError(null);
    },
    /** Why the name cannot be used, or null. */
    problem,
    /** The same in words, once somebody has tried to store under it. */
    problemWords: submitted && problem ? namespaceProblemWords[problem] : null,
    error,
    busy,
    submit,
  };
}
