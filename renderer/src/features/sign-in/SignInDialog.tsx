import { loaded } from '../../components/loaded.tsx';
import { useSignIn } from '../../stores/sign-in.ts';

const Wizard = loaded(() => import('./Wizard.tsx'));

/** The wizard of the attempt that is shown, if any; loaded with the first one. */
export function SignInDialog() {
  const attempt = useSignIn((state) => (state.shownId === null ? undefined : state.attempts[state.shownId]));
  if (!attempt) return null;
  // The key drops everything typed when another attempt is shown.
  return <Wizard key={attempt.view.attemptId} attempt={attempt} />;
}
