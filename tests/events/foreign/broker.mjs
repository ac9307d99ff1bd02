// A RabbitMQ of one run: in a folder of its own, on free ports of loopback, with an epmd of its own.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return String(port);
}

const isReachable = (port) => new Promise((resolve) => {
  const socket = connect(Number(port), '127.0.0.1');
  socket.once('connect', () => { socket.destroy(); resolve(true); });
  socket.once('error', () => resolve(false));
});

/// { port, stop }: user guest, password guest.
export async function startBroker(folder) {
  const [port, epmdPort, distPort] = [await freePort(), await freePort(), await freePort()];
  const plugins = join(folder, 'plugins');
  writeFileSync(plugins, '[].\n');
  const env = {
    ...process.env,
    HOME: folder, // of the cookie
    RUNNING_UNDER_SYSTEMD: 'true', // the script becomes the broker, so that there is one process to end
    ERL_EPMD_PORT: epmdPort,
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: `foyer${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: port,
    RABBITMQ_DIST_PORT: distPort,
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_LOGS: '-',
    RABBITMQ_ENABLED_PLUGINS_FILE: plugins,
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
  };
  const epmd = spawn('epmd', ['-port', epmdPort, '-address', '127.0.0.1'], { stdio: 'ignore' });
  const broker = spawn('/usr/lib/rabbitmq/bin/rabbitmq-server', [], { env, stdio: 'ignore' });
  while (!(await isReachable(port))) {
    if (broker.exitCode !== null)
      throw new Error('the broker ended');
    await pause(200);
  }
  const stop = async () => {
    broker.kill('SIGTERM');
    await once(broker, 'exit');
    epmd.kill('SIGKILL');
  };
  return { port, stop };
}
