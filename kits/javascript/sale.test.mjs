import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sandbox } from './electrum-mock.mjs'
import { Till } from './till.mjs'

test('confirms the voucher', async (t) => {
  const box = await sandbox(t, { scenario: 'f1-dual-success' })
  assert(await new Till(box.url).sell())
  await box.waitFor('confirm')
  await box.assertPass()
})

test('notices a till that does not reverse', async (t) => {
  const box = await sandbox(t, { scenario: 'f4-till-timeout-retries-fail' })
  await new Till(box.url, { timeout: 200, reverses: false }).sell()
  await assert.rejects(box.assertPass(), /D5 fail: /)
})

const lostReply = `
rules:
  - name: reply-lost
    on: [provision]
    replies: [{lost: reply, hold: 90s}]
`

test('asks again when the reply is lost', async (t) => {
  const box = await sandbox(t, { yaml: lostReply, clock: 'manual' })
  const sale = new Till(box.url, { timeout: 60_000 }).sell()
  await box.waitFor('provision')
  await box.advance('90s')
  assert(await sale)
  assert.deepEqual((await box.transactions()).map(({ state }) => state), ['confirmed'])
  await box.assertPass()
})
