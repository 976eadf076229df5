import { ipcMain, BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import { CHANNEL_EVENT, CHANNEL_INVOKE } from '#shared/contract/wire.ts';
import type { HostSignal } from '#shared/contract/host-event.ts';
import { problem } from '#shared/kernel/problem.ts';
import { err } from '#shared/kernel/result.ts';
import { dispatch, type Caller, type DispatchPorts } from '#main/application/dispatch.ts';
import { isOurs } from './origin.ts';

/** The only listener of IPC: a call is answered only for the main frame of one of our own pages. */
export function answerCalls(ports: DispatchPorts): void {
  ipcMain.handle(CHANNEL_INVOKE, (event, name: unknown, input: unknown) => {
    const caller = callerOf(event);
    if (!caller) {
      ports.logger.error('ipc.refused', { frame: event.senderFrame === null ? 'gone' : 'foreign' });
      return err(problem('forbidden', 'Only the pages of Countersign may call its host.'));
    }
    return dispatch(ports, name, input, caller);
  });
}

/** A window of ours may use everything that the desktop offers; who the person is, the app itself knows. */
function callerOf(event: IpcMainInvokeEvent): Caller | null {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null || !isOurs(frame.url)) return null;
  return { windowId: event.sender.id, may: (permission) => permission.startsWith('host:') };
}

/** A window that is still loading gets the signal once it has loaded; its preload keeps it until the page listens. */
export function sendTo(window: BrowserWindow, signal: HostSignal): void {
  const contents = window.webContents;
  const send = () => contents.send(CHANNEL_EVENT, signal);
  if (contents.isLoading()) contents.once('did-finish-load', send);
  else send();
}

export function sendToAll(signal: HostSignal): void {
  for (const window of BrowserWindow.getAllWindows()) sendTo(window, signal);
}
