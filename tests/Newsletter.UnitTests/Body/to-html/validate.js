// Reads { schema, bodies } from standard input and writes, for every body, null or what is wrong with it.
import { readFileSync } from 'node:fs'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

const { schema, bodies } = JSON.parse(readFileSync(0, 'utf8'))
const ajv = new Ajv.default({ strict: true, strictRequired: false, strictTypes: false })
addFormats.default(ajv)
const validate = ajv.compile(schema)
process.stdout.write(JSON.stringify(bodies.map((body) => (validate(body) ? null : ajv.errorsText(validate.errors)))))
