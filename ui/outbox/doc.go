// Package outbox shows what was sent: the grid of messages, the composer or the
// chosen message beside it, and the PDUs that pass below.
package outbox
