import type { FastifyInstance } from 'fastify'
import type { County } from '../county.ts'
export function consoleDoor(_fastify: FastifyInstance, _county: County): void {}
