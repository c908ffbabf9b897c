// Package addressbook reads and writes files of contacts: CSV with columns in
// any order and of any separator, spreadsheets (.xlsx, only read), and vCard 2.1,
// 3.0 and 4.0. Reading is pure
// and keeps going: what is wrong with a row is said at the row, and nothing of
// the file is lost on the way. Storing is the Office's.
package addressbook
