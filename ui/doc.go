// Package ui is the shell of the window: rail, stack of screens, status bar,
// notices, keys. It knows every screen and nothing of the engine beyond the
// contract in package gateway. Its one crossing from goroutines to Fyne's
// thread is bridge.go.
package ui
