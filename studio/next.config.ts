import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NextConfig } from 'next'

const house = dirname(dirname(fileURLToPath(import.meta.url)))

const config: NextConfig = {
  // The words of the server's `spec` room are TypeScript source, linked in as a workspace.
  transpilePackages: ['kinora'],
  turbopack: { root: house },
  outputFileTracingRoot: house,
  images: { unoptimized: true },
  poweredByHeader: false,
  devIndicators: false,
  // The address that the start message names; who may come at all is the door's to say.
  allowedDevOrigins: ['127.0.0.1'],
  reactStrictMode: true,
  redirects: async () => [
    { source: '/', destination: '/create', permanent: false },
    { source: '/settings', destination: '/settings/engines', permanent: false },
    { source: '/engines', destination: '/settings/engines', permanent: false },
  ],
}

export default config
