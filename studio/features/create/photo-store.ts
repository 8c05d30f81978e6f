import type { SavedRef } from './photo-prepare.ts'

/** What is kept of a photo between two visits, in this browser only. */
export interface KeptPhoto {
  readonly file: File
  readonly sample: boolean
  readonly saved?: SavedRef | undefined
}

const DATABASE = 'kinora'
const STORE = 'draft-photos'

/** Null where there is none. Fails soft: without IndexedDB the form works and merely forgets. */
export async function loadPhotos(): Promise<readonly [KeptPhoto | null, KeptPhoto | null]> {
  try {
    const read = (person: number) => inStore<KeptPhoto | undefined>('readonly', (store) => store.get(person))
    const [first, second] = await Promise.all([read(0), read(1)])
    return [first ?? null, second ?? null]
  } catch {
    return [null, null]
  }
}

export async function keepPhoto(person: 0 | 1, photo: KeptPhoto | null): Promise<void> {
  try {
    await inStore('readwrite', (store) => (photo === null ? store.delete(person) : store.put(photo, person)))
  } catch {
    // Private windows and full disks: the photo lives as long as the tab.
  }
}

async function inStore<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T>
async function inStore(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown>
async function inStore(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const database = await open()
  try {
    return await settled(ask(database.transaction(STORE, mode).objectStore(STORE)))
  } finally {
    database.close()
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE))
  return settled(request)
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed')))
    request.addEventListener('blocked', () => reject(new Error('IndexedDB is blocked')))
  })
}
