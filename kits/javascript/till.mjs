/** A small till to try the tests with, in the place of yours. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

const client = { id: '22222222', name: 'Till Co' }
const headers = {
  Authorization: `Basic ${Buffer.from('22222222:secret').toString('base64')}`,
  'Content-Type': 'application/json'
}

export class Till {
  constructor (url, { timeout = 5000, reverses = true } = {}) {
    Object.assign(this, { url, timeout, reverses })
  }

  /** Sells a voucher; resolves to true if the customer has it. */
  async sell () {
    const provision = {
      id: randomUUID(),
      time: new Date().toISOString(),
      client,
      originator: {
        institution: client,
        terminalId: 'term0001',
        merchant: {
          merchantType: '5411',
          merchantId: 'merchant0000001',
          merchantName: { name: 'Corner Shop', city: 'Cape Town', region: 'WC', country: 'ZA' }
        }
      },
      receiver: { id: '33333333333', name: 'OTT' },
      thirdPartyIdentifiers: [{ institutionId: '22222222', transactionIdentifier: '123456789012' }],
      amounts: { requestAmount: { amount: 10000, currency: '710' } },
      product: { productId: 'prodId01' }
    }
    let answer = await this.#send('/vouchers', provision)
    for (let retry = 0; retry < 3 && isUnknown(answer); retry++) {
      await sleep(110)
      answer = await this.#send(`/vouchers/${provision.id}/retry`, provision)
    }
    if (answer?.status === 201) {
      const tenders = [{ tenderType: 'CASH', amount: { amount: 10000, currency: '710' } }]
      await this.#advise('/vouchers/confirmations', provision, answer.body, { tenders })
      return true
    }
    if (isUnknown(answer) && this.reverses) {
      await this.#advise('/vouchers/reversals', provision, provision, { reversalReason: 'TIMEOUT' })
    }
    return false
  }

  async #advise (path, provision, { thirdPartyIdentifiers }, more) {
    const time = new Date().toISOString()
    const advice = { id: randomUUID(), requestId: provision.id, time, thirdPartyIdentifiers, ...more }
    while (isUnknown(await this.#send(path, advice))) await sleep(110)
  }

  /** Resolves to status and body of the answer; to undefined if there is none. */
  async #send (path, body) {
    const signal = AbortSignal.timeout(this.timeout)
    try {
      const answer = await fetch(this.url + path, { method: 'POST', headers, body: JSON.stringify(body), signal })
      return { status: answer.status, body: await answer.json() }
    } catch {
      return undefined
    }
  }
}

const isUnknown = (answer) => answer === undefined || answer.status >= 500
