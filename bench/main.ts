/** Everything that `npm run bench` measures. */
await import('./render.ts')
