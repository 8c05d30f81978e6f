import { createContext, use } from 'react'

/** Opens a path of the studio. Without a router around it, by loading the page. */
export type Go = (path: string) => void

export const GoContext = createContext<Go>((path) => window.location.assign(path))

export function useGo(): Go {
  return use(GoContext)
}
