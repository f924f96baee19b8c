// Lints the document in the file that the argument names; says what is wrong and fails, if something is.
import { spawnSync } from 'node:child_process'

const run = spawnSync(process.execPath, ['node_modules/@redocly/cli/bin/cli.js', 'lint', '--config', 'redocly.yaml', '--format', 'stylish', process.argv[2]], {
  encoding: 'utf8',
  env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
})
process.stdout.write(run.stdout + run.stderr)
process.exitCode = run.status ?? 1
