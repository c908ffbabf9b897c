// Package connections is the screen of the links: client links to providers,
// server links for the office's applications and their accounts; add, edit,
// test, connect, disconnect, delete.
package connections
