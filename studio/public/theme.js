// Runs before the first paint, so that a pinned theme never flashes the other one.
try {
  const pinned = localStorage.getItem('kinora.theme')
  if (pinned === 'dark' || pinned === 'light') document.documentElement.dataset.theme = pinned
} catch {}
