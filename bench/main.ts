/** Everything that `npm run bench` measures. */
import './http.ts'
import './render.ts'
