/** Two photos in one frame: one above the other in a tall one, else side by side. */
export function splitOf(width: number, height: number): 'rows' | 'columns' {
  return height > width * 1.2 ? 'rows' : 'columns'
}
