// Package settings is the screen of what belongs to Relay as a whole: look,
// numbers, how long data is kept, the data of one person, room on the disk,
// back-ups and keys.
//
// view.go is the frame; each of its pages is a file. What the pages decide
// without drawing lies in model.go.
package settings
