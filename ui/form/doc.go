// Package form makes a form from rows of settings: the basic ones in a card,
// the others in groups that fold, with search, default, reset and the error at
// its field. It edits a copy; who owns the form stores it.
package form
