import { execFileSync } from 'node:child_process'
import { root } from './server.ts'

/** What is drawn in CI changes with the commit, and is the same when a commit is tested again; without git, with the day. */
export function seedOfCommit(): number {
  try {
    const id = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8', stdio: 'pipe' })
    return Number.parseInt(id.slice(0, 8), 16)
  } catch {
    return Math.floor(Date.now() / 86_400_000)
  }
}
