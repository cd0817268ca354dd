import { providerContract } from './contract/cases.ts'
import { sandboxPeer } from './contract/sandbox-peer.ts'
import { strangerPeer } from './contract/stranger.ts'

providerContract('the stand-in for X', () => sandboxPeer('x'))
providerContract('the stand-in for Facebook', () => sandboxPeer('facebook'))
providerContract('oidc-provider at X’s addresses', strangerPeer)
