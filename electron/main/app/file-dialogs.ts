import { type BrowserWindow, dialog } from 'electron';
import { exportFileName } from './session-export.ts';

interface FileDialogsParts {
  /** The window before which they stand, or null without one. */
  window: () => BrowserWindow | null;
  /** A dialog that is open when the app locks stays on the screen; what is chosen in it counts for nothing. */
  isLocked: () => boolean;
}

/** The system's own dialogs for files: each resolves with a path, or with null where none was chosen. */
export class FileDialogs {
  #isOpen = false;

  constructor(private readonly parts: FileDialogsParts) {}

  chooseFile(title: string): Promise<string | null> {
    return this.#alone(() => this.#chooseFile(title));
  }

  chooseExportPath(namespace: string): Promise<string | null> {
    return this.#alone(() => this.#chooseExportPath(namespace));
  }

  /** A script in the window could fill the screen with them. */
  async #alone(choose: () => Promise<string | null>): Promise<string | null> {
    if (this.#isOpen) return null;
    this.#isOpen = true;
    try {
      return await choose();
    } finally {
      this.#isOpen = false;
    }
  }

  async #chooseFile(title: string): Promise<string | null> {
    const options = { title, properties: ['openFile' as const, 'showHiddenFiles' as const] };
    const parent = this.parts.window();
    const chosen = parent
      ? await dialog.showOpenDialog(parent, options)
      : await dialog.showOpenDialog(options);
    return this.parts.isLocked() ? null : (chosen.filePaths[0] ?? null);
  }

  async #chooseExportPath(namespace: string): Promise<string | null> {
    const options = { title: 'Export the session', defaultPath: exportFileName(namespace) };
    const parent = this.parts.window();
    const chosen = parent
      ? await dialog.showSaveDialog(parent, options)
      : await dialog.showSaveDialog(options);
    return chosen.canceled || this.parts.isLocked() ? null : chosen.filePath;
  }
}
