// Package inbox is the screen of what arrived: a list, newest first, and the
// text that is chosen.
package inbox
