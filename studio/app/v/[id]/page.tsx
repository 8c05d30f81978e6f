import { WatchScreen } from '../../../features/watch/watch-screen.tsx'

export default async function WatchPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params
  return <WatchScreen key={id} id={decodeURIComponent(id)} />
}
