// The same as com.example.messages, with Node's own cluster module: prints messages per second, and median and 99th
// percentile of a round trip in microseconds, worker to primary, for each round asked for on standard input.
const cluster = require('node:cluster');
const readline = require('node:readline');

const sample = (amount) => ({
  id: '7b0f9a52-6c1e-4d4f-9a52-000000000000', customer: 'Ada Lovelace',
  text: 'The engine might compose elaborate pieces of music', amount, tags: ['first', 'second', 'third'],
});

function primary() {
  const worker = cluster.fork();
  let received = 0;
  worker.on('message', (message) => {
    if (message.result) {
      console.log(JSON.stringify(message.result));
    } else if (message.echo) {
      worker.send({ answer: message.echo });
    } else if (message.question) {
      worker.send({ received });
    } else {
      received++;
    }
  });
  readline.createInterface({ input: process.stdin })
    .on('line', (line) => worker.send(JSON.parse(line)))
    .on('close', () => worker.kill());
}

const ask = (message) => new Promise((resolve) => {
  process.once('message', resolve);
  process.send(message);
});

async function throughput(count) {
  const before = (await ask({ question: true })).received;
  const start = process.hrtime.bigint();
  for (let i = 0; i < count; i++) {
    if (!process.send(sample(i))) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const after = (await ask({ question: true })).received;
  if (after - before !== count) {
    throw new Error(`Of ${count} messages ${after - before} arrived`);
  }
  return count / (Number(process.hrtime.bigint() - start) / 1e9);
}

async function roundtrip(count) {
  const micros = [];
  for (let i = 0; i < count; i++) {
    const start = process.hrtime.bigint();
    await ask({ echo: sample(i) });
    micros.push(Number(process.hrtime.bigint() - start) / 1e3);
  }
  micros.sort((a, b) => a - b);
  return [micros[Math.floor(count / 2)], micros[Math.floor(count * 99 / 100)]];
}

function worker() {
  process.on('message', async (message) => {
    if (message.round) {
      const result = { throughput: await throughput(message.messages), roundtrip: await roundtrip(message.questions) };
      process.send({ result });
    }
  });
}

(cluster.isPrimary ? primary : worker)();
