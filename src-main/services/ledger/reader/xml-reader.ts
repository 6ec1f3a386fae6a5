import { SaxesParser } from 'saxes'
import { limits } from './limits.ts'
import { hostile, refused, Refused } from './refused.ts'

export type XmlHandlers = {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/** Takes the bytes of one XML part as they come. Element and attribute names are given without their prefix. */
export type XmlReader = { take(bytes: Buffer): void; end(): void }

/**
 * Reads XML without DTD, entities or other encodings: a document type is refused before anything in it could count, and
 * the parser knows no entity but the five of XML itself.
 */
export function createXmlReader(handlers: XmlHandlers): XmlReader {
  const parser = new SaxesParser()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let depth = 0
  parser.on('doctype', () => {
    throw hostile('含有文档类型定义（DTD）')
  })
  parser.on('error', () => {
    throw refused('FILE_INCOMPLETE')
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > limits.xmlDepth) throw hostile('内部层次太深')
    handlers.open?.(localName(name), withoutPrefixes(attributes))
  })
  parser.on('closetag', ({ name }) => {
    depth--
    handlers.close?.(localName(name))
  })
  if (handlers.text) {
    parser.on('text', handlers.text)
    parser.on('cdata', handlers.text)
  }
  return {
    take: (bytes) => parse(() => parser.write(decoder.decode(bytes, { stream: true }))),
    end: () => parse(() => parser.write(decoder.decode()).close()),
  }
}

function parse(act: () => unknown): void {
  try {
    act()
  } catch (error) {
    if (error instanceof Refused) throw error
    throw refused('FILE_INCOMPLETE')
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function withoutPrefixes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name.startsWith('xmlns') ? name : localName(name), value]))
}
