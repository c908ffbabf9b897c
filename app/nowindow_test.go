//go:build !window

package app

// testWindow: these tests need no window.
func testWindow() Window { return nil }
