// Package compose is the composer: one panel in which a message is written,
// with its parts, its coding and what is wrong with it shown while it is typed.
package compose
