/** Everything that `npm run bench` measures. */
import './render.ts'
