import type { SessionConflict } from '../../../../shared/conflicts.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { conflictWords } from './conflict-words.ts';
import { SaveAsForm } from './SaveAsForm.tsx';

interface SaveAsDialogProps {
  namespace: string;
  conflict: SessionConflict;
  onClose: () => void;
}

/** Asks for the name under which the new session goes beside the stored one. */
export function SaveAsDialog({ namespace, conflict, onClose }: SaveAsDialogProps) {
  return (
    <Dialog onClose={onClose} title={conflictWords[conflict.kind].choices['save-as']}>
      <SaveAsForm namespace={namespace} conflict={conflict} onClose={onClose} />
    </Dialog>
  );
}
