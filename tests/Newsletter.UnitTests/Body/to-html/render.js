// Reads an array of bodies from standard input and writes an array of their HTML.
import { readFileSync } from 'node:fs'
import { toHTML } from '@portabletext/to-html'

// The renderer has no components for these two; a client would give the same.
const marks = {
  sub: ({ children }) => `<sub>${children}</sub>`,
  sup: ({ children }) => `<sup>${children}</sup>`,
}

const bodies = JSON.parse(readFileSync(0, 'utf8'))
process.stdout.write(JSON.stringify(bodies.map((body) => toHTML(body, { components: { marks }, onMissingComponent: false }))))
