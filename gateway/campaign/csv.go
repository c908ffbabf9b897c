package campaign

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// delimiters are what may stand between cells, the likeliest first.
var delimiters = [...]struct {
	r    rune
	name string
}{{';', "semicolons"}, {'\t', "tabs"}, {',', "commas"}, {'|', "bars"}}

// readCSV reads delimited text.
func readCSV(ctx context.Context, octets []byte, report Progress) (Table, error) {
	text, encoding, err := decode(octets)
	if err != nil {
		return Table{}, err
	}
	// A spreadsheet may say its delimiter in a first line of its own.
	chosen, found, first := rune(0), "one column", 0
	if line, rest, _ := strings.Cut(text, "\n"); strings.HasPrefix(strings.ToLower(line), "sep=") {
		if d := []rune(strings.TrimRight(line[4:], "\r")); len(d) == 1 && d[0] != '"' && d[0] != '\r' {
			chosen, text, found, first = d[0], rest, fmt.Sprintf("%q between cells", d[0]), 1
		}
	}
	if chosen == 0 {
		if i := sniff(text); i >= 0 {
			chosen, found = delimiters[i].r, delimiters[i].name
		}
	}
	rows, err := parse(ctx, text, chosen, first, false, report)
	var bad *csv.ParseError
	if errors.As(err, &bad) && errors.Is(bad.Err, csv.ErrBareQuote) {
		rows, err = parse(ctx, text, chosen, first, true, report) // 5" in a cell without quotes
	}
	switch {
	case errors.As(err, &bad):
		return Table{}, fmt.Errorf("line %d: a quote that opens a cell is never closed, or something follows the closing one. Put the cell into quotes and double each quote inside it", bad.StartLine)
	case err != nil:
		return Table{}, err
	}
	return rows.table("CSV, " + found + ", " + encoding)
}

// parse reads the rows; first is the number of lines before the text.
func parse(ctx context.Context, text string, delimiter rune, first int, lazy bool, report Progress) (*gathered, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes = -1, lazy
	if r.Comma = delimiter; delimiter == 0 {
		r.Comma = '\x1f' // a column alone: commas belong to the cells
	}
	g := &gathered{}
	for n := 1; ; n++ {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return g, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := r.FieldPos(0)
		if err := g.add(first+line, row); err != nil {
			return nil, err
		}
		for _, c := range row {
			first -= strings.Count(c, "\n") // a spreadsheet shows them in one row
		}
		if n%every == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			report(float64(r.InputOffset()) / float64(len(text)+1))
		}
	}
}

// sniff finds the delimiter that cuts the first lines into the same number of
// cells, more than one; -1 when none does.
func sniff(text string) int {
	head := text
	if len(head) > 64<<10 {
		head = head[:64<<10]
		if i := strings.LastIndexByte(head, '\n'); i > 0 {
			head = head[:i]
		}
	}
	best, score := -1, 0.0
	for i, d := range delimiters {
		r := csv.NewReader(strings.NewReader(head))
		r.Comma, r.FieldsPerRecord, r.LazyQuotes = d.r, -1, true
		widths, lines, cut := map[int]int{}, 0, 0
		for lines < 50 {
			row, err := r.Read()
			if err != nil {
				break
			}
			lines++
			widths[len(row)]++
			if len(row) > 1 {
				cut++
			}
		}
		usual, most := 0, 0
		for w, n := range widths {
			if w > 1 && (n > most || n == most && w > usual) {
				usual, most = w, n
			}
		}
		if lines == 0 || cut*2 < lines {
			continue
		}
		if s := float64(most)/float64(lines) + float64(min(usual, 20))/100; s > score {
			best, score = i, s
		}
	}
	return best
}
