import { notFound } from 'next/navigation'
import { SettingsScreen } from '../../../features/settings/settings-screen.tsx'
import { isTab, TABS } from '../../../features/settings/tabs.ts'

export const dynamicParams = false

export function generateStaticParams() {
  return TABS.map((tab) => ({ tab }))
}

export default async function SettingsPage({ params }: { readonly params: Promise<{ readonly tab: string }> }) {
  const { tab } = await params
  if (!isTab(tab)) notFound()
  return <SettingsScreen tab={tab} />
}
