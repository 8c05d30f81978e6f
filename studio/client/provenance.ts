import { call } from './http.ts'

/** What a finished file says about its own making. */
export interface Provenance {
  readonly bytes: number
  readonly sha256: string
  readonly mark: { readonly type: string; readonly tool: string; readonly title: string } | null
}

export async function readProvenance(id: string, signal: AbortSignal): Promise<Provenance> {
  return (await call(`/v1/videos/${encodeURIComponent(id)}/provenance`, { signal })).json() as Promise<Provenance>
}
