// Package contacts is the screen of the people that the office writes to: their
// list with groups and the opt-out list, the form of one, what is done to many,
// and the import and export of files.
package contacts
