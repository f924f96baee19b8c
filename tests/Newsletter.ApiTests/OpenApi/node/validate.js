// Reads { document, values: [{ schema, value }] } from standard input and writes, for every value, null or what is wrong with it.
// A schema is a JSON Pointer into the document.
import { readFileSync } from 'node:fs'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

const { document, values } = JSON.parse(readFileSync(0, 'utf8'))
const ajv = new Ajv.default({ strict: false, allErrors: false })
addFormats.default(ajv)
ajv.addSchema(document, 'document.json')
const check = ({ schema, value }) => {
  const validate = ajv.getSchema(`document.json#${schema}`)
  return validate(value) ? null : ajv.errorsText(validate.errors)
}
process.stdout.write(JSON.stringify(values.map(check)))
