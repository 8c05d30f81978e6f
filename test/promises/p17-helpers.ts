/** What every page of an attempt may use. */
export const HELPERS = `
  const wait = (element, ...names) => new Promise((resolve) => {
    for (const name of names) element.addEventListener(name, () => resolve(name), { once: true })
    setTimeout(() => resolve('timeout'), 4000)
  })
  const put = (tag, set) => {
    const element = Object.assign(document.createElement(tag), set)
    const done = wait(element, 'load', 'loadedmetadata', 'error')
    document.body.append(element)
    return done.then((event) => ({ element, event }))
  }
  const order = JSON.stringify({ prompt: 'stolen', seconds: 1, size: '256x256' })
  const read = async (path, init) => {
    try {
      const answer = await fetch(base + path, init)
      return answer.type === 'opaque' ? '' : answer.status + ' ' + (await answer.text())
    } catch { return '' }
  }
  const submit = async (path, enctype, fields) => {
    const frame = document.createElement('iframe')
    frame.name = 'f' + Math.random()
    document.body.append(frame)
    const form = Object.assign(document.createElement('form'), { method: 'post', action: base + path, enctype, target: frame.name })
    for (const [name, value] of Object.entries(fields))
      form.append(Object.assign(document.createElement('input'), { name, value }))
    document.body.append(form)
    form.submit()
    await wait(frame, 'load')
    try { return frame.contentDocument.body.textContent } catch { return '' }
  }
`
