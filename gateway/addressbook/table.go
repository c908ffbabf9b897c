package addressbook

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"relay/gateway/xlsx"
)

// maxRows is how many rows a file may have.
const maxRows = 500_000

// Table is a CSV file, or a spreadsheet's first sheet.
type Table struct {
	Columns []string // titles; "Column 1" and so on where the file has none
	Rows    []Line
}

// Line is a row of a file, with the line on which it begins.
type Line struct {
	Number int
	Cells  []string
}

// Text makes UTF-8 of a file: a byte order mark decides, else what is no UTF-8
// is taken as Windows-1252, which old spreadsheets write.
func Text(data []byte) string {
	var dec transform.Transformer = unicode.BOMOverride(unicode.UTF8.NewDecoder())
	if !bytes.HasPrefix(data, []byte{0xFF, 0xFE}) && !bytes.HasPrefix(data, []byte{0xFE, 0xFF}) && !utf8.Valid(data) {
		dec = charmap.Windows1252.NewDecoder()
	}
	out, err := io.ReadAll(transform.NewReader(bytes.NewReader(data), dec))
	if err != nil {
		return strings.ToValidUTF8(string(data), "\uFFFD")
	}
	return string(out)
}

// ReadTable reads a CSV text. The separator is found by looking; the first row
// is the header unless it holds a number.
func ReadTable(text string) (Table, error) {
	var t Table
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = separator(text), true, -1
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return t, fmt.Errorf("this is no CSV: %w", err)
		}
		line, _ := r.FieldPos(0)
		if err := t.add(line, cells); err != nil {
			return t, err
		}
	}
	return t, t.title()
}

// ReadWorkbook reads the first visible sheet of a spreadsheet (.xlsx); its rows
// have the numbers that the spreadsheet shows.
func ReadWorkbook(ctx context.Context, data []byte) (Table, error) {
	var t Table
	if _, err := xlsx.Read(ctx, data, t.add, func(float64) {}); err != nil {
		return t, err
	}
	return t, t.title()
}

// IsWorkbook tells whether a file is a spreadsheet (.xlsx).
func IsWorkbook(data []byte) bool { return xlsx.Is(data) }

// Unreadable says why a file that people take for a table is none; nil when it
// may be one.
func Unreadable(data []byte) error {
	switch {
	case bytes.HasPrefix(data, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return errors.New("this is an old Excel file (.xls): save it as .xlsx or CSV and choose that")
	case bytes.HasPrefix(data, []byte("%PDF")):
		return errors.New("this is a PDF: export the table as CSV or .xlsx and choose that")
	}
	return nil
}

// add takes a row that is not empty.
func (t *Table) add(number int, cells []string) error {
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		return nil
	}
	if len(t.Rows) == maxRows {
		return fmt.Errorf("the file has more than %d rows: cut it into several", maxRows)
	}
	t.Rows = append(t.Rows, Line{number, cells})
	return nil
}

// title takes the first row as the header unless it holds a number, and gives
// every column a title.
func (t *Table) title() error {
	if len(t.Rows) == 0 {
		return errors.New("the file is empty")
	}
	width := 0
	for _, r := range t.Rows {
		width = max(width, len(r.Cells))
	}
	if first := t.Rows[0].Cells; !holdsNumber(first) {
		t.Columns, t.Rows = append([]string(nil), first...), t.Rows[1:]
		for i := range t.Columns {
			t.Columns[i] = unquote(t.Columns[i])
		}
	}
	for i := range width {
		if i == len(t.Columns) {
			t.Columns = append(t.Columns, "")
		}
		if t.Columns[i] == "" {
			t.Columns[i] = fmt.Sprintf("Column %d", i+1)
		}
	}
	if len(t.Rows) == 0 {
		return errors.New("the file has a header and no rows")
	}
	return nil
}

// Sample is the first cell of a column that is not empty.
func (t Table) Sample(column int) string {
	for _, r := range t.Rows[:min(len(t.Rows), 50)] {
		if column < len(r.Cells) && strings.TrimSpace(r.Cells[column]) != "" {
			return strings.TrimSpace(r.Cells[column])
		}
	}
	return ""
}

// separator is the sign that cuts the first lines into the same number of cells,
// and the most.
func separator(text string) rune {
	head := text
	if len(head) > 16<<10 {
		head = head[:16<<10]
		if i := strings.LastIndexByte(head, '\n'); i > 0 {
			head = head[:i]
		}
	}
	best, score := ',', 0
	for _, c := range []rune{',', ';', '\t', '|'} {
		r := csv.NewReader(strings.NewReader(head))
		r.Comma, r.LazyQuotes, r.FieldsPerRecord = c, true, -1
		rows, err := r.ReadAll()
		if err != nil || len(rows) == 0 {
			continue
		}
		same := 0
		for _, row := range rows {
			if len(row) == len(rows[0]) {
				same++
			}
		}
		if n := len(rows[0]); n > 1 {
			if s := same * 1000 / len(rows) * min(n, 20); s > score {
				best, score = c, s
			}
		}
	}
	return best
}

// holdsNumber tells whether a cell looks like a phone number.
func holdsNumber(cells []string) bool {
	for _, c := range cells {
		digits := 0
		other := strings.IndexFunc(c, func(r rune) bool {
			if r >= '0' && r <= '9' {
				digits++
				return false
			}
			return !strings.ContainsRune("+-./() '=\"", r)
		})
		if other < 0 && digits >= 5 {
			return true
		}
	}
	return false
}
