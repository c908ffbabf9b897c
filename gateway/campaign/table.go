package campaign

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"relay/gateway/xlsx"
)

// Bounds of a table: what does not fit is refused in words.
const (
	MaxFile    = 256 << 20 // octets of a file
	maxRows    = 2_000_000
	maxColumns = 500
	maxCell    = 100_000 // octets
)

// Table is a file's rows.
type Table struct {
	Header []string // names of the columns, each once; made up when the file has none
	Rows   [][]string
	Found  string // what the file is, in words: "CSV, semicolons, UTF-8"
	Named  bool   // the header is the file's own first row

	file    [][]string // every row that is not empty
	numbers []int      // of each, as a spreadsheet counts them
}

// Number is a row's number as a spreadsheet counts it.
func (t Table) Number(row int) int {
	if t.Named {
		row++
	}
	return t.numbers[row]
}

// Progress is told how far a long piece of work has come, 0 to 1.
type Progress func(share float64)

// every is how many rows pass between two reports and looks at the context.
const every = 1000

// Read reads a table from a file's octets: CSV in any usual encoding and with any
// usual delimiter, or XLSX.
func Read(ctx context.Context, octets []byte, report Progress) (Table, error) {
	switch {
	case len(octets) > MaxFile:
		return Table{}, fmt.Errorf("the file is larger than %d MB: split it into several campaigns", MaxFile>>20)
	case xlsx.Is(octets):
		return readXLSX(ctx, octets, report)
	case bytes.HasPrefix(octets, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return Table{}, errors.New("this is an old Excel file (.xls): save it as .xlsx or CSV and choose that")
	case bytes.HasPrefix(octets, []byte("%PDF")):
		return Table{}, errors.New("this is a PDF: export the table as CSV or .xlsx and choose that")
	}
	return readCSV(ctx, octets, report)
}

// ReadText reads pasted rows.
func ReadText(ctx context.Context, text string, report Progress) (Table, error) {
	return readCSV(ctx, []byte(text), report)
}

func readXLSX(ctx context.Context, octets []byte, report Progress) (Table, error) {
	g := &gathered{}
	sheet, err := xlsx.Read(ctx, octets, g.add, report)
	if err != nil {
		return Table{}, err
	}
	return g.table(fmt.Sprintf("Excel, sheet %q", sheet))
}

// table makes a table of rows whose first may be the header.
func (g *gathered) table(found string) (Table, error) {
	t := Table{Found: found, file: g.rows, numbers: g.numbers}
	if len(g.rows) == 0 {
		return t, errors.New("there are no rows in it: choose another file, or paste rows with a number in each")
	}
	t.SetNamed(len(g.rows) > 1 && looksLikeHeader(g.rows))
	return t, nil
}

// SetNamed takes the first row as the header, or as a row like the others.
func (t *Table) SetNamed(on bool) {
	width := 0
	for _, r := range t.file {
		width = max(width, len(r))
	}
	if t.Named = on; on {
		t.Rows, t.Header = t.file[1:], names(t.file[0], width)
		return
	}
	t.Rows, t.Header = t.file, names(nil, width)
}

// gathered are rows as they are read.
type gathered struct {
	rows    [][]string
	numbers []int
}

// add adds a row that is not empty, without space around its cells.
func (g *gathered) add(number int, row []string) error {
	empty := true
	for i, c := range row {
		if len(c) > maxCell {
			return fmt.Errorf("row %d: a cell has more than %d characters; is a quote missing in it?", number, maxCell)
		}
		row[i] = strings.TrimSpace(c)
		empty = empty && row[i] == ""
	}
	switch {
	case empty:
		return nil
	case len(row) > maxColumns:
		return fmt.Errorf("row %d has more than %d columns: choose a table with fewer", number, maxColumns)
	case len(g.rows) == maxRows:
		return fmt.Errorf("the table has more than %d rows: split it into several campaigns", maxRows)
	}
	g.rows, g.numbers = append(g.rows, row), append(g.numbers, number)
	return nil
}

// names makes the columns' names usable as fields: one each, never empty, without
// braces and bars.
func names(row []string, width int) []string {
	out := make([]string, width)
	seen := map[string]bool{}
	for i := range out {
		name := ""
		if i < len(row) {
			name = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
				if strings.ContainsRune("{}|", r) || r < 0x20 || r == utf8.RuneError {
					return ' '
				}
				return r
			}, row[i])), " ")
		}
		if name == "" {
			name = "column " + letters(i)
		}
		unique := name
		for n := 2; seen[strings.ToLower(unique)]; n++ {
			unique = fmt.Sprintf("%s %d", name, n)
		}
		seen[strings.ToLower(unique)] = true
		out[i] = unique
	}
	return out
}

// letters names a column as spreadsheets do: A, B … Z, AA.
func letters(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}

// cell is a row's cell, "" where the row is shorter.
func cell(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return row[i]
}
