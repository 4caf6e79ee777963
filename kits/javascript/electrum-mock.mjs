/**
 * A sandbox of electrum-mock for each test of node:test:
 *
 *     const box = await sandbox(t, { scenario: 'f1-dual-success' })
 *
 * The mock is the one at ELECTRUM_MOCK_ADMIN, or one is started (ELECTRUM_MOCK_BIN, else
 * electrum-mock on the PATH) that ends with the tests.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'

/** The address of the control API, once somebody asks for it. */
let admin

/**
 * Makes a sandbox, which is removed after the test.
 *
 * @param {import('node:test').TestContext} t
 * @param {{ scenario?: string, yaml?: string, seed?: number, clock?: 'real' | 'manual' }} setup
 */
export async function sandbox (t, setup = {}) {
  const name = t.name.replace(/[^A-Za-z0-9._-]/g, '-').slice(0, 50)
  const path = `/sandboxes/${name}-${randomUUID().slice(0, 8)}`
  const { url } = await ask('PUT', path, setup)
  t.after(() => ask('DELETE', path))
  return new Sandbox(path, url)
}

/** A sandbox of one test: ledger, journal, clock and queues of its own. */
class Sandbox {
  #path

  constructor (path, url) {
    this.#path = path
    /** The base URL for the till; it ends in /suv/v1. */
    this.url = url
  }

  /** Waits until so many messages of an operation have arrived; resolves to their records. */
  async waitFor (operation, { count = 1, timeout = '10s' } = {}) {
    const query = new URLSearchParams({ operation, count, timeout })
    const { satisfied, records } = await ask('GET', `${this.#path}/journal/await?${query}`)
    assert(satisfied, `${count} times ${operation} expected within ${timeout}; there came ${records.length}`)
    return records
  }

  /** Moves a manual clock by a span like '30s', or until 'idle'. */
  async advance (span) {
    await ask('POST', `${this.#path}/clock`, { advance: span })
  }

  /** Resolves to the provisions, the newest first. */
  async transactions () {
    const { transactions } = await ask('GET', `${this.#path}/transactions?limit=10000`)
    return transactions
  }

  /** Fails, with a line for each finding, unless the till has done all that it owes. */
  async assertPass () {
    const answer = await fetched('GET', `${this.#path}/report?format=lines&final=true`)
    const findings = (await answer.text()).split('\n').filter(Boolean).map((line) => JSON.parse(line))
      .filter(({ verdict }) => ['fail', 'inconclusive'].includes(verdict))
      .map(({ id, verdict, message }) => `${id} ${verdict}: ${message}`)
    if (findings.length > 0) assert.fail(findings.join('\n'))
  }
}

async function ask (method, path, body) {
  const answer = await fetched(method, path, body)
  return answer.status === 204 ? undefined : answer.json()
}

async function fetched (method, path, body) {
  admin ??= process.env.ELECTRUM_MOCK_ADMIN ?? start()
  const headers = { Accept: 'text/plain', 'Content-Type': 'application/json' }
  const token = process.env.ELECTRUM_MOCK_ADMIN_TOKEN
  if (token) headers.Authorization = `Bearer ${token}`
  const answer = await fetch(await admin + path, { method, headers, body: body && JSON.stringify(body) })
  if (answer.ok) return answer
  assert.fail(`electrum-mock: ${await answer.text()}`)
}

/** Starts a mock that neither keeps this process from ending nor outlives it. */
async function start () {
  const command = process.env.ELECTRUM_MOCK_BIN ?? 'electrum-mock'
  const options = ['serve', '--quiet', '--stop-with-parent', '--listen', '127.0.0.1:0']
  const child = spawn(command, options, { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => reject(new Error('electrum-mock did not start')))
    createInterface(child.stdout).once('line', resolve)
  })
  child.unref()
  child.stdout.unref()
  return line.split(' ').at(-1).replace('/suv/v1', '/_mock')
}
