// Serves S3 on loopback until its input is closed: node server.js FOLDER BUCKET PORT; prints the port.
import S3rver from '@20minutes/s3rver';

const [directory, bucket, port] = process.argv.slice(2);

// S3 takes the source of a copy with its slashes encoded too; this server decodes it by the one function that leaves them.
globalThis.decodeURI = decodeURIComponent;

const server = new S3rver({ address: '127.0.0.1', port: Number(port), silent: true, directory, configureBuckets: [{ name: bucket }] });
// It forgets the slash at the end of a bucket's own path when it checks signatures; those of objects are checked.
server.middleware.unshift((ctx, next) => {
  ctx.app = Object.create(server, { allowMismatchedSignatures: { value: ctx.path === `/${bucket}/` } });
  return next();
});
const address = await server.run();
console.log(address.port);
process.stdin.on('end', () => process.exit()).resume();
