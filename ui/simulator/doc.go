// Package simulator is the screen of the built-in message centre: how it
// behaves, its listener for outside programs, and messages that it sends in.
package simulator
