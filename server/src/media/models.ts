import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, sep } from 'node:path'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter'
import { enableProdMode, type NamedTensorMap, setBackend, type Tensor, tensor4d } from '@tensorflow/tfjs-core'
import sharp from 'sharp'
import type { Box } from './person.ts'
import type { Photo } from './working-copy.ts'

/** Both models look at 256 x 256 pixels. */
export const MODEL_SIDE = 256

type ModelName = 'blazeface' | 'selfie'

const loaded = new Map<ModelName, Promise<GraphModel>>()
let backend: Promise<boolean> | undefined

/** Starts WebAssembly once. One thread: the threaded build leaves workers behind that keep the process alive. */
function startBackend(): Promise<boolean> {
  const files = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))
  enableProdMode()
  setWasmPaths(files + sep)
  return setBackend('wasm')
}

interface ModelFile {
  readonly modelTopology: object
  readonly weightsManifest: readonly { readonly weights: never[] }[]
}

async function load(name: ModelName): Promise<GraphModel> {
  if (!(await (backend ??= startBackend()))) throw new Error('The WebAssembly backend for face finding did not start.')
  const file = (extension: string) => new URL(`./models/${name}.${extension}`, import.meta.url)
  const { modelTopology, weightsManifest } = JSON.parse(await readFile(file('json'), 'utf8')) as ModelFile
  const bytes = await readFile(file('bin'))
  const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const weightSpecs = weightsManifest.flatMap((group) => group.weights)
  return loadGraphModel({ load: async () => ({ modelTopology, weightSpecs, weightData }) })
}

/**
 * Runs a model on 256 x 256 RGB pixels and gives its outputs by name.
 * @param scale maps a byte to what the model was trained on.
 */
export async function runModel(
  name: ModelName,
  rgb: Uint8Array,
  scale: (byte: number) => number,
): Promise<ReadonlyMap<string, Float32Array>> {
  const model = await (loaded.get(name) ?? remember(name))
  const input = tensor4d(Float32Array.from(rgb, scale), [1, MODEL_SIDE, MODEL_SIDE, 3])
  const names = model.outputs.map((output) => output.name)
  const result = model.predict(input)
  const tensors = listTensors(result, names)
  try {
    const values = await Promise.all(tensors.map(async (tensor) => (await tensor.data()) as Float32Array))
    return new Map(names.map((output, i) => [output.replace(/:\d+$/, ''), values[i] ?? new Float32Array()]))
  } finally {
    for (const tensor of [input, ...tensors]) tensor.dispose()
  }
}

function remember(name: ModelName): Promise<GraphModel> {
  const model = load(name)
  loaded.set(name, model)
  return model
}

function listTensors(result: Tensor | Tensor[] | NamedTensorMap, names: readonly string[]): Tensor[] {
  if (Array.isArray(result)) return result
  if ('dataSync' in result) return [result as Tensor]
  return names.map((name) => result[name]!)
}

/** The part of a photo inside `box` (whole pixels), as the models want it. `contain` keeps the shape, top left. */
export async function modelInput(photo: Photo, box: Box, fit: 'contain' | 'fill'): Promise<Uint8Array> {
  const { rgba, width, height } = photo
  return sharp(rgba, { raw: { width, height, channels: 4 } })
    .extract({ left: box.x, top: box.y, width: box.width, height: box.height })
    .flatten({ background: '#808080' })
    .resize(MODEL_SIDE, MODEL_SIDE, { fit, position: 'left top', background: '#000', kernel: 'linear' })
    .raw()
    .toBuffer()
}
