#!/usr/bin/env node
// The one door behind every npm script. It must run on the Node a machine happens to have (18 or newer) and before
// anything is installed, so this file and build/bootstrap/ are plain JavaScript without dependencies.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { COMMANDS, usage } from './bootstrap/commands.mjs'
import { handOver } from './bootstrap/hand-over.mjs'
import { ensureInstalled } from './bootstrap/install.mjs'
import { projectNode } from './bootstrap/project-node.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [command, ...rest] = process.argv.slice(2)
const entry = command === undefined ? undefined : COMMANDS.get(command)

if (entry === undefined) {
  process.stderr.write(usage(command))
  process.exitCode = 2
} else if (await ensureInstalled(root)) {
  // What Node compiled stays for the next start of any of our processes; it halves what starting one costs.
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'node-compiled')
  handOver(projectNode(root), [join(root, entry.script), ...(entry.args ?? []), ...rest])
} else {
  process.exitCode = 1
}
