// CommonJS, because a sandboxed preload cannot be a module. Two functions and nothing else: the page gets no channel
// name to choose, no event object, no Node.
const { contextBridge, ipcRenderer }: typeof Electron.Renderer = require('electron')

type Call = { name: string; input: unknown }
type Heard = { name: string; payload: unknown }

contextBridge.exposeInMainWorld('desk', {
  /** Sends one call to the host and answers what the host answered. */
  invoke: (call: Call): Promise<unknown> => ipcRenderer.invoke('desk:call', call),

  /** Hears every event of the host; the answer stops it. */
  subscribe: (listener: (heard: Heard) => void): (() => void) => {
    const forward = (_event: unknown, heard: Heard): void => listener(heard)
    ipcRenderer.on('desk:event', forward)
    return () => {
      ipcRenderer.off('desk:event', forward)
    }
  },
})
