// Package settings is the screen of what belongs to Relay as a whole: look,
// numbers, log, data folder.
package settings
