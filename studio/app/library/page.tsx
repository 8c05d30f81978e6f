import { LibraryScreen } from '../../features/library/library-screen.tsx'

export default function LibraryPage() {
  return <LibraryScreen />
}
