package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Bounds of a workbook: what does not fit is refused in words.
const (
	MaxSheet   = 256 << 20 // octets of a part of it, unpacked: a small file can hold a huge one
	maxColumns = 500
)

// every is how many rows pass between two reports and looks at the context.
const every = 1000

// Is tells whether a file's octets may be a workbook: it is a ZIP archive
// (ECMA-376, part 2).
func Is(octets []byte) bool { return bytes.HasPrefix(octets, []byte("PK\x03\x04")) }

// Row is a row of the sheet, by its number as a spreadsheet counts it; an error
// ends the reading.
type Row func(number int, cells []string) error

// Read reads the first visible sheet of a workbook (ECMA-376, part 1), only
// values, no formulas, and returns the sheet's name. report is told the share
// that is read.
func Read(ctx context.Context, octets []byte, row Row, report func(share float64)) (sheet string, err error) {
	z, err := zip.NewReader(bytes.NewReader(octets), int64(len(octets)))
	if err != nil {
		return "", errors.New("the .xlsx file is damaged or incomplete: save it again")
	}
	b := &book{files: map[string]*zip.File{}}
	for _, f := range z.File {
		b.files[strings.ToLower(strings.TrimPrefix(f.Name, "/"))] = f
	}
	sheet, file, err := b.firstSheet()
	if err != nil {
		return "", err
	}
	if err := b.readShared(ctx); err != nil {
		return "", err
	}
	if err := b.readStyles(); err != nil {
		return "", err
	}
	return sheet, b.readSheet(ctx, file, row, report)
}

// book is an open workbook.
type book struct {
	files   map[string]*zip.File
	shared  []string
	dates   []dateForm // by cell style
	since04 bool       // days count from 1904
}

var errNoBook = errors.New("this is no Excel workbook: choose a .xlsx or CSV file")

// open opens a part of the workbook, bounded.
func (b *book) open(name string) (io.ReadCloser, error) {
	f := b.files[strings.ToLower(name)]
	if f == nil {
		return nil, errNoBook
	}
	if f.UncompressedSize64 > MaxSheet {
		return nil, fmt.Errorf("the workbook is larger than %d MB: split it into several files", MaxSheet>>20)
	}
	r, err := f.Open()
	if err != nil {
		return nil, errors.New("the .xlsx file is damaged: save it again")
	}
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(r, MaxSheet), r}, nil
}

// decode reads a small part whole.
func (b *book) decode(name string, v any) error {
	r, err := b.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := xml.NewDecoder(r).Decode(v); err != nil {
		return fmt.Errorf("the .xlsx file is damaged (%s): save it again", path.Base(name))
	}
	return nil
}

// firstSheet finds the first sheet that is not hidden.
func (b *book) firstSheet() (name, file string, err error) {
	var w struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"id,attr"` // r:id
		} `xml:"sheets>sheet"`
	}
	if err := b.decode("xl/workbook.xml", &w); err != nil {
		return "", "", err
	}
	b.since04 = w.Properties.Date1904 == "1" || w.Properties.Date1904 == "true"
	var rels struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := b.decode("xl/_rels/workbook.xml.rels", &rels); err != nil {
		return "", "", err
	}
	for _, s := range w.Sheets {
		if s.State == "hidden" || s.State == "veryHidden" {
			continue
		}
		for _, r := range rels.List {
			if r.ID != s.ID {
				continue
			}
			if strings.HasPrefix(r.Target, "/") {
				return s.Name, r.Target[1:], nil
			}
			return s.Name, path.Join("xl", r.Target), nil
		}
	}
	return "", "", errors.New("the workbook has no visible sheet: show one and save it again")
}

// richText is a text of runs: the phonetic guides beside it are no part of it.
type richText struct {
	Text string `xml:"t"`
	Runs []struct {
		Text string `xml:"t"`
	} `xml:"r"`
}

func (r richText) String() string {
	s := r.Text
	for _, x := range r.Runs {
		s += x.Text
	}
	return s
}

// readShared reads the texts that cells refer to by number.
func (b *book) readShared(ctx context.Context) error {
	const name = "xl/sharedstrings.xml"
	if b.files[name] == nil {
		return nil
	}
	r, err := b.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	return elements(ctx, r, "si", func(d *xml.Decoder, start xml.StartElement) error {
		var t richText
		if err := d.DecodeElement(&t, &start); err != nil {
			return err
		}
		b.shared = append(b.shared, t.String())
		return nil
	})
}

// elements calls do for each element of a name.
func elements(ctx context.Context, r io.Reader, name string, do func(*xml.Decoder, xml.StartElement) error) error {
	d := xml.NewDecoder(r)
	for n := 0; ; n++ {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			if s, ok := t.(xml.StartElement); ok && s.Name.Local == name {
				err = do(d, s)
			}
		}
		var said *saidError
		switch {
		case errors.As(err, &said):
			return said.error
		case err != nil:
			return errors.New("the .xlsx file is damaged: save it again")
		}
		if n%every == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// saidError is an error that is in words already.
type saidError struct{ error }

// sheetRow is a row as it is stored.
type sheetRow struct {
	Number int `xml:"r,attr"`
	Cells  []struct {
		Place  string   `xml:"r,attr"`
		Kind   string   `xml:"t,attr"`
		Style  int      `xml:"s,attr"`
		Value  string   `xml:"v"`
		Inline richText `xml:"is"`
	} `xml:"c"`
}

func (b *book) readSheet(ctx context.Context, name string, row Row, report func(share float64)) error {
	r, err := b.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	counted := &counter{r: r}
	size := float64(b.files[strings.ToLower(name)].UncompressedSize64 + 1)
	last, n := 0, 0
	err = elements(ctx, counted, "row", func(d *xml.Decoder, start xml.StartElement) error {
		var x sheetRow
		if err := d.DecodeElement(&x, &start); err != nil {
			return err
		}
		if last++; x.Number > 0 {
			last = x.Number
		}
		var cells []string
		at := 0
		for _, c := range x.Cells {
			if i, ok := columnOf(c.Place); ok {
				at = i
			}
			if at >= maxColumns {
				return &saidError{fmt.Errorf("row %d has more than %d columns: choose a table with fewer", last, maxColumns)}
			}
			for len(cells) <= at {
				cells = append(cells, "")
			}
			cells[at] = b.value(c.Kind, c.Style, c.Value, c.Inline)
			at++
		}
		if err := row(last, cells); err != nil {
			return &saidError{err}
		}
		if n++; n%every == 0 {
			report(float64(counted.n) / size)
			return ctx.Err()
		}
		return nil
	})
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return err
}

// counter counts the octets that are read.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// columnOf reads the letters of a place such as AB12, from 0.
func columnOf(place string) (int, bool) {
	n, i := 0, 0
	for ; i < len(place) && place[i] >= 'A' && place[i] <= 'Z'; i++ {
		if n = n*26 + int(place[i]-'A') + 1; n > 1<<20 {
			return 0, false
		}
	}
	return n - 1, i > 0
}
