import { describe, expect, it } from 'vitest'
import { completeAddress } from './complete-address.ts'
import { sizeWords } from '../../ui/size-words.ts'

describe('sync page', () => {
  it('[DK17] completes the address that people type', () => {
    expect(completeAddress(' 10.8.0.2:8443/ ')).toBe('https://10.8.0.2:8443')
    expect(completeAddress('127.0.0.1:4800')).toBe('http://127.0.0.1:4800')
    expect(completeAddress('http://county.example')).toBe('http://county.example')
    expect(completeAddress('localhost.example')).toBe('https://localhost.example')
  })

  it('[DK22] says sizes in few characters', () => {
    expect([812, 34_900, 2_516_582].map(sizeWords)).toEqual(['812 字节', '34 KB', '2.4 MB'])
  })
})
