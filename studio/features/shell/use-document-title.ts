import { useEffect } from 'react'

/** The words on the tab, while this screen is open. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title
  }, [title])
}
