// A worker that ends as pm2's documentation has it: no new connections, then out when all have closed.
const http = require('http')

const server = http.createServer((request, response) => response.end(`${process.pid} -1`))
server.listen(Number(process.env.PORT), '127.0.0.1')
process.on('SIGINT', () => server.close(() => process.exit(0)))
