import { CreateScreen } from '../../features/create/create-screen.tsx'

export default function CreatePage() {
  return <CreateScreen />
}
