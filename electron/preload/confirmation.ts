import { contextBridge, ipcRenderer } from 'electron';
import type { ConfirmationBridge } from '../../shared/confirmation.ts';

const bridge: ConfirmationBridge = {
  view: () => ipcRenderer.invoke('confirmation:view'),
  show: (heightPx) => ipcRenderer.invoke('confirmation:show', heightPx),
  answer: (answer) => ipcRenderer.send('confirmation:answer', answer),
};

contextBridge.exposeInMainWorld('confirmation', bridge);
