/** The colour of a person; never without the name beside it. `onPicture`: both themes look alike over a photo. */
export function PersonDot({ person, onPicture = false }: { readonly person: 0 | 1; readonly onPicture?: boolean }) {
  const colour = onPicture ? ['bg-[#ff8d78]', 'bg-[#57d3c0]'] : ['bg-a', 'bg-b']
  return <span aria-hidden="true" className={`size-2.5 shrink-0 rounded-full ${colour[person]}`} />
}
