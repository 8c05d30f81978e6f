/** The tabs of Settings, by the last part of their address. */
export const TABS = ['engines', 'keys', 'webhooks', 'storage', 'audit', 'studio'] as const
export type Tab = (typeof TABS)[number]

export function isTab(text: string): text is Tab {
  return TABS.some((tab) => tab === text)
}
