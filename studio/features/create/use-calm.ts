import { useEffect, useState } from 'react'

/** The value once it has not changed for so many ms. `key` tells values apart. */
export function useCalm<T>(value: T, key: string, ms: number): T {
  const [calm, setCalm] = useState({ key, value })
  useEffect(() => {
    if (calm.key === key) return undefined
    const timer = setTimeout(() => setCalm({ key, value }), ms)
    return () => clearTimeout(timer)
  }, [calm.key, key, value, ms])
  return calm.value
}
