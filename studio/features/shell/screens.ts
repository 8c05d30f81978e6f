import { Clapperboard, LayoutGrid, Settings, UsersRound, Wallet, type LucideIcon } from 'lucide-react'
import { en } from '../../messages/en.ts'

export interface Screen {
  readonly id: string
  readonly path: string
  readonly label: string
  /** The letter that opens it while no field has the focus. */
  readonly letter: string
  readonly Icon: LucideIcon
}

/** The screens there are, in the order of the rail. A new screen is one more row. */
export const SCREENS = [
  { id: 'create', path: '/create', label: en.screens.create, letter: 'c', Icon: Clapperboard },
  { id: 'library', path: '/library', label: en.screens.library, letter: 'l', Icon: LayoutGrid },
  { id: 'people', path: '/people', label: en.screens.people, letter: 'p', Icon: UsersRound },
  { id: 'spend', path: '/spend', label: en.screens.spend, letter: 's', Icon: Wallet },
  { id: 'settings', path: '/settings/engines', label: en.screens.settings, letter: 'o', Icon: Settings },
] as const satisfies readonly Screen[]

export type ScreenId = (typeof SCREENS)[number]['id']
