// Package app is the composition root: it knows every other room, reads the
// command line, wires storage, engine, simulator and window, and stops them in
// order. One file holds one command.
//
// It is the room with the log (logrus) besides engine. The goroutines it owns
// are the hand-over's and the window's.
package app
