// Package campaign makes messages of the rows of a table: it reads CSV and XLSX
// files and pasted rows, finds out which column holds the numbers, puts fields
// into a text, checks every row, and turns rows into drafts at a pace. It is
// pure: files come in as octets, nothing is stored or sent here, and it runs no
// goroutines.
package campaign
