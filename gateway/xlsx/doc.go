// Package xlsx reads the rows of a spreadsheet file (Office Open XML, ECMA-376):
// the first visible sheet, values as a person sees them. It is pure and bounded:
// a file of a stranger can be damaged or made to fill the memory.
package xlsx
