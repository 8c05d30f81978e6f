import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'

/** Mounts something at a new folder; what it gives takes it away. @throws Error with what mount said. */
export function mount(what: string, at: string, ...options: string[]): () => void {
  mkdirSync(at, { recursive: true })
  const { status, stderr } = spawnSync('mount', [...options, what, at], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`mount: ${stderr}`)
  return () => void spawnSync('umount', ['--lazy', at])
}

const tried = new Map<string, boolean>()

/** Whether a command of this machine ends well; asked once. */
export function works(command: string, ...args: string[]): boolean {
  const name = [command, ...args].join(' ')
  const known = tried.get(name) ?? spawnSync(command, args, { stdio: 'ignore' }).status === 0
  tried.set(name, known)
  return known
}

/** Undefined where mounts are allowed, as for root on Linux; else why a promise is not shown here. */
export function noMounts(): string | undefined {
  if (process.platform !== 'linux') return 'mounts a small disk, which only Linux is asked for'
  const inside = 'mkdir -p "$1" && mount -t tmpfs -o size=64k none "$1" && umount "$1" && rmdir "$1"'
  if (works('sh', '-c', inside, 'sh', `/tmp/kinora-mount-${process.pid}`)) return undefined
  return 'mounts a small disk, which only root may'
}
