import { SpendScreen } from '../../features/spend/spend-screen.tsx'

export default function SpendPage() {
  return <SpendScreen />
}
