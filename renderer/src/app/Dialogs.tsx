import { DoctorDialog } from '../features/doctor/DoctorDialog.tsx';
import { ConnectorDialog } from '../features/hand-over/ConnectorDialog.tsx';
import { LockDialog } from '../features/lock/LockDialog.tsx';
import { ProfileDialog } from '../features/profiles/ProfileDialog.tsx';
import { ForgottenPassphraseDialog } from '../features/recovery/ForgottenPassphraseDialog.tsx';
import { PendingDialog } from '../features/recovery/PendingDialog.tsx';
import { SetPassphraseDialog } from '../features/recovery/SetPassphraseDialog.tsx';
import { UnlockDialog } from '../features/recovery/UnlockDialog.tsx';
import { NewNamespaceDialog } from '../features/sessions/NewNamespaceDialog.tsx';
import { SaveAsDialog } from '../features/sessions/SaveAsDialog.tsx';
import { useApp } from '../stores/app.ts';

/** A chunk of its own, which no start of the window has to wait for. */
export default function Dialogs() {
  const { dialog, closeDialog } = useApp();
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'profile':
      return <ProfileDialog profile={dialog.profile} imported={dialog.imported} onClose={closeDialog} />;
    case 'doctor':
      return <DoctorDialog profile={dialog.profile} onClose={closeDialog} />;
    case 'new-namespace':
      return <NewNamespaceDialog onClose={closeDialog} />;
    case 'set-passphrase':
      return <SetPassphraseDialog onClose={closeDialog} />;
    case 'unlock':
      return <UnlockDialog onClose={closeDialog} />;
    case 'forgotten-passphrase':
      return <ForgottenPassphraseDialog onClose={closeDialog} />;
    case 'lock':
      return <LockDialog onClose={closeDialog} />;
    case 'pending':
      return <PendingDialog onClose={closeDialog} />;
    case 'connector-lines':
      return <ConnectorDialog namespace={dialog.namespace} onClose={closeDialog} />;
    case 'save-as':
      return <SaveAsDialog namespace={dialog.namespace} conflict={dialog.conflict} onClose={closeDialog} />;
  }
}
