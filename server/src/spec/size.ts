/** Reads `WIDTHxHEIGHT`. Undefined when the text is not two whole numbers of two to five digits. */
export function readSize(text: string): { width: number; height: number } | undefined {
  const match = /^(\d{2,5})x(\d{2,5})$/.exec(text)
  return match ? { width: Number(match[1]), height: Number(match[2]) } : undefined
}

export function writeSize(size: { readonly width: number; readonly height: number }): string {
  return `${size.width}x${size.height}`
}
