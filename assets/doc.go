// Package assets holds what is built into the program: fonts with their
// licences, and icons.
package assets
